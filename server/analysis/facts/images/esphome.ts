import type { Image } from "../image.ts";

export default {
  names: ["esphome/esphome", "ghcr.io/esphome/esphome"],
  looked: "2026-11",
  versions: { from: "2024.8", to: "2024.9", behind: true },
  flavours: [],
  sources: [
    {
      read: "esphome/esphome",
      paths: ["docker/Dockerfile"],
      commit: "f7986dbf8fd3f1dc315ebe4fed53c784581baadf",
      tells: ["build", "secrets"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: [],
  asUser: [],
  runAs: "unknown",
  writes: [{ path: "/config", becomes: "own volume", at: "start" }],
  gains: "unknown",
  ports: [{ port: 6052, for: "operator" }],
  secrets: [{ variable: "PASSWORD" }],
  purpose: "unknown",
} satisfies Image;
