import type { Image } from "../image.ts";

export default {
  names: ["grafana/loki"],
  looked: "2026-11",
  versions: { from: "3.4", to: "3.5" },
  flavours: [],
  sources: [
    {
      read: "grafana/loki",
      paths: ["cmd/loki/Dockerfile"],
      commit: "0230065a10abdce767a9c3b84a9e43cdf61a1b87",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "10001", uid: 10001 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { text: "loki", uid: 10001, gid: 10001 },
  writes: "unknown",
  gains: [],
  ports: [{ port: 3100, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
