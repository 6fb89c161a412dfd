import type { Image } from "../image.ts";

export default {
  names: ["chromadb/chroma", "ghcr.io/chroma-core/chroma"],
  looked: "2026-11",
  versions: { from: "1.4", to: "1.5" },
  flavours: [],
  sources: [
    {
      read: "chroma-core/chroma",
      paths: ["rust/Dockerfile"],
      commit: "02656fa3f01021bd888db9ad4c41191c049e92f2",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: "unknown",
  writes: "unknown",
  gains: [],
  ports: [{ port: 8000, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
