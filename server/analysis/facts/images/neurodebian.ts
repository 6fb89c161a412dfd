import type { Image } from "../image.ts";

export default {
  names: ["neurodebian"],
  looked: "2026-11",
  versions: null,
  flavours: ["bookworm"],
  sources: [
    {
      read: "neurodebian/dockerfiles",
      paths: ["dockerfiles/bookworm/Dockerfile"],
      commit: "6cd018bf3cf473a152920194e9611ebd2af09f15",
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
