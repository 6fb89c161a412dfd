import type { Image } from "../image.ts";

export default {
  names: ["axllent/mailpit", "ghcr.io/axllent/mailpit"],
  looked: "2026-11",
  versions: { from: "1.20", to: "1.21", behind: true },
  flavours: [],
  sources: [
    {
      read: "axllent/mailpit",
      paths: ["Dockerfile"],
      commit: "13901cc87f51b7e9c2dcee2a82c21e2303ba0a3c",
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
  ports: [
    { port: 1025, for: "project" },
    { port: 1110, for: "project" },
    { port: 8025, for: "operator" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
