import type { Image } from "../image.ts";

export default {
  names: ["rakudo-star"],
  looked: "2026-11",
  versions: { from: "2025.01", to: "2025.01", behind: true },
  flavours: ["bookworm"],
  sources: [
    {
      read: "Raku/docker",
      paths: ["2025.01/bookworm/Dockerfile"],
      commit: "153fcde8bea7e28f499d06cab9ac1baea9246d26",
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
