import type { Image } from "../image.ts";

export default {
  names: ["mongo-express"],
  looked: "2026-11",
  versions: { from: "1.0", to: "1.0" },
  flavours: ["alpine"],
  sources: [
    {
      read: "mongo-express/mongo-express-docker",
      paths: ["1.0/20-alpine3.19/Dockerfile"],
      commit: "8a4ce8a2b042efd2a8e70f3127d8bd330dc3bb74",
      tells: ["build"],
    },
    {
      read: "mongo-express/mongo-express-docker",
      paths: ["1.0/20-alpine3.19/docker-entrypoint.sh"],
      commit: "17e28157629b3ead64b9086154b1cbe9cfe62807",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [{ port: 8081, for: "operator" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
