import type { Image } from "../image.ts";

export default {
  names: ["haskell"],
  looked: "2026-11",
  versions: { from: "9.8", to: "9.8", behind: true },
  flavours: ["bullseye"],
  sources: [
    {
      read: "haskell/docker-haskell",
      paths: ["9.8/bullseye/Dockerfile"],
      commit: "0beea79d6dc05b1f5f00990540911b1bc5ad981f",
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
  notes: ["Made for build stages."],
} satisfies Image;
