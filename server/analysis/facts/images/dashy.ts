import type { Image } from "../image.ts";

export default {
  names: ["lissy93/dashy", "ghcr.io/lissy93/dashy"],
  looked: "2026-11",
  versions: { from: "2.0", to: "2.0", behind: true },
  flavours: [],
  sources: [
    {
      read: "Lissy93/dashy",
      paths: ["Dockerfile"],
      commit: "3d9c646ad359acbc7b5a3c6f2c0ae8a95356d368",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: "unknown",
  writes: [{ path: "/app", becomes: "nothing", at: "start" }],
  gains: [],
  ports: [{ port: 80, for: "operator" }],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["Each start builds its pages in /app."],
} satisfies Image;
