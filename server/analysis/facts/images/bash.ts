import type { Image } from "../image.ts";

export default {
  names: ["bash"],
  looked: "2026-11",
  versions: { from: "5.2", to: "5.2" },
  flavours: ["alpine"],
  sources: [
    {
      read: "tianon/docker-bash",
      paths: ["5.2/Dockerfile"],
      commit: "1026f2a76aa0fcc036828ee8c05ec0ce807aead7",
      tells: ["build"],
    },
  ],
  kind: "base",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "any",
  writes: "unknown",
  gains: "unknown",
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
