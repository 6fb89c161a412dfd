import type { Image } from "../image.ts";

export default {
  names: ["hylang"],
  looked: "2026-11",
  versions: { from: "0.29", to: "0.29", behind: true },
  flavours: ["python", "bookworm"],
  sources: [
    {
      read: "hylang/docker-hylang",
      paths: ["dockerfiles-generated/Dockerfile.python3.12-bookworm"],
      commit: "0991dfcb8164c3b8bfb71019556bbe614abd193c",
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
