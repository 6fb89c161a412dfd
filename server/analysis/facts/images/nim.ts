import type { Image } from "../image.ts";

export default {
  names: ["nim"],
  looked: "2026-11",
  versions: { from: "2.2", to: "2.2" },
  flavours: [],
  sources: [
    {
      read: "docker-library/repo-info",
      paths: ["repos/nim/remote/latest.md"],
      commit: "134dd195efb5d1f6e45dfc12a0bb2f49d307828a",
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
