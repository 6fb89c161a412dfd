import type { Image } from "../image.ts";

export default {
  names: ["qdrant/qdrant", "ghcr.io/qdrant/qdrant/qdrant"],
  looked: "2026-11",
  versions: { from: "1.8", to: "1.8", behind: true },
  flavours: [],
  sources: [
    {
      read: "qdrant/qdrant",
      paths: ["Dockerfile"],
      commit: "dc859604aa892dd8b1a971b6e8e85cc1f6955f8b",
      tells: ["build"],
    },
    {
      read: "qdrant/qdrant",
      paths: ["tools/entrypoint.sh"],
      commit: "8c17f3bd9f39735717e8d30ed7910eef26c02419",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "0:0", uid: 0, gid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [
    { port: 6333, for: "project" },
    { port: 6334, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
