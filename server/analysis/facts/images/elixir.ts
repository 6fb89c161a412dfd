import type { Image } from "../image.ts";

export default {
  names: ["elixir"],
  looked: "2026-11",
  versions: { from: "1.17", to: "1.17", behind: true },
  flavours: [],
  sources: [
    {
      read: "erlef/docker-elixir",
      paths: ["1.17/Dockerfile"],
      commit: "3823cde382a1926c8ee01dcd16e30d03224a202a",
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
