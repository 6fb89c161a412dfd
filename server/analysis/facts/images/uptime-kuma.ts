import type { Image } from "../image.ts";

export default {
  names: ["louislam/uptime-kuma", "ghcr.io/louislam/uptime-kuma"],
  looked: "2026-11",
  versions: { from: "2", to: "2" },
  flavours: [],
  sources: [
    {
      read: "louislam/uptime-kuma",
      paths: ["docker/dockerfile"],
      commit: "a6bb0dec7171d5d01c46b69704af097b77040d9d",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: [{ path: "/app/data", becomes: "volume", at: "start" }],
  gains: "unknown",
  ports: [{ port: 3001, for: "operator" }],
  secrets: "unknown",
  purpose: "unknown",
  variants: [
    {
      tags: { word: "rootless" },
      has: { user: { text: "node" } },
      sources: [
        {
          read: "louislam/uptime-kuma",
          paths: ["docker/dockerfile"],
          commit: "a6bb0dec7171d5d01c46b69704af097b77040d9d",
          tells: ["build"],
        },
      ],
    },
  ],
} satisfies Image;
