import type { Image } from "../image.ts";

export default {
  names: ["typesense/typesense"],
  looked: "2026-11",
  versions: { from: "30", to: "30" },
  flavours: [],
  sources: [
    {
      read: "typesense/typesense",
      paths: ["docker/deployment.Dockerfile"],
      commit: "05692a0e6c56f252723c7d8613aa2c9cdf29e0ab",
      tells: ["build", "start"],
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
  ports: [{ port: 8108, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
