import type { Image } from "../image.ts";

export default {
  names: ["hello-world"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      read: "docker-library/hello-world",
      paths: ["amd64/hello-world/Dockerfile"],
      commit: "cf4ec40075930243316d6973ca71e2e33125903e",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: [],
  asUser: [],
  runAs: "any",
  writes: "unknown",
  gains: [],
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
