import type { Image } from "../image.ts";

export default {
  names: ["julia"],
  looked: "2026-11",
  versions: { from: "1.10", to: "1.10", behind: true },
  flavours: ["bookworm"],
  sources: [
    {
      read: "docker-library/julia",
      paths: ["1.10/bookworm/Dockerfile"],
      commit: "0a822ab3dcdf067d4c5094f70a8074b58b2a6f91",
      tells: ["build"],
    },
  ],
  kind: "base",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
