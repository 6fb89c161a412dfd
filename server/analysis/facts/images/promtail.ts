import type { Image } from "../image.ts";

export default {
  names: ["grafana/promtail"],
  looked: "2026-11",
  versions: { from: "3.4", to: "3.5" },
  flavours: [],
  sources: [
    {
      read: "grafana/loki",
      paths: ["clients/cmd/promtail/Dockerfile"],
      commit: "072f705786cc97574f5d45887d72f9a4bb870eb8",
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
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
