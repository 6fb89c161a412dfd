import type { Image } from "../image.ts";

export default {
  names: ["collabora/code"],
  looked: "2026-11",
  versions: { from: "25.04", to: "25.04" },
  flavours: [],
  sources: [
    {
      read: "CollaboraOnline/online",
      paths: ["docker/from-packages/Dockerfile"],
      commit: "09b1ae9514a785ec427b5d876d6ceabedcca6154",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "1001", uid: 1001 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [{ port: 9980, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
