import type { Image } from "../image.ts";

export default {
  names: ["irssi"],
  looked: "2026-11",
  versions: { from: "1.0", to: "1.0", behind: true },
  flavours: [],
  sources: [
    {
      read: "jessfraz/irssi",
      paths: ["debian/Dockerfile"],
      commit: "062d081e278c43458c27586bbd2f0e2ba5321fa1",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "user" },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: "unknown",
  writes: [{ path: "/home/user/.irssi", becomes: "own volume", at: "work" }],
  gains: [],
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
