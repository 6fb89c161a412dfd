import type { Image } from "../image.ts";

export default {
  names: ["ghcr.io/immich-app/immich-machine-learning"],
  looked: "2026-11",
  versions: { from: "1.95", to: "1.95", behind: true },
  flavours: [],
  sources: [
    {
      read: "immich-app/immich",
      paths: ["machine-learning/Dockerfile"],
      commit: "1f4563e749461177d2dc834de0079d31521933bf",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: [{ path: "/cache", becomes: "volume", at: "work" }],
  gains: [],
  ports: "unknown",
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
