import type { Image } from "../image.ts";

export default {
  names: ["rocket.chat"],
  looked: "2026-11",
  versions: { from: "7.10", to: "8.8", behind: true },
  flavours: [],
  sources: [
    {
      read: "RocketChat/Docker.Official.Image",
      paths: ["8.8/Dockerfile"],
      commit: "9d4b51be1fecbd04b69ee5f1f2a3f44878f20264",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "rocketchat" },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: "unknown",
  writes: "unknown",
  gains: [],
  ports: [{ port: 3000, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
