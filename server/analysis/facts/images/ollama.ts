import type { Image } from "../image.ts";

export default {
  names: ["ollama/ollama"],
  looked: "2026-11",
  versions: { from: "0.5", to: "0.6", behind: true },
  flavours: ["rocm"],
  sources: [
    {
      read: "ollama/ollama",
      paths: ["Dockerfile"],
      commit: "86ee22036e9ed298290696a407cbfa4e295ebb07",
      tells: ["build", "start", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [{ port: 11434, for: "project" }],
  secrets: "unknown",
  purpose: [{ needs: { gpu: true }, why: "computes on it", optional: true }],
} satisfies Image;
