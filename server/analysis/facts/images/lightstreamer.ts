import type { Image } from "../image.ts";

export default {
  names: ["lightstreamer"],
  looked: "2026-11",
  versions: { from: "7.4", to: "7.4" },
  flavours: ["jdk", "temurin", "noble"],
  sources: [
    {
      read: "Lightstreamer/Docker",
      paths: ["7.4/jdk21/temurin-noble/Dockerfile"],
      commit: "1b22f507129a3ada8824035d0ce712200563b914",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "10000:10000", uid: 10000, gid: 10000 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: { text: "lightstreamer", uid: 10000, gid: 10000 },
  writes: "unknown",
  gains: [],
  ports: [{ port: 8080, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
