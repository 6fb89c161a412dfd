import type { Image } from "../image.ts";

export default {
  names: ["grafana/tempo"],
  looked: "2026-11",
  versions: { from: "2.6", to: "2.6", behind: true },
  flavours: [],
  sources: [
    {
      read: "grafana/tempo",
      paths: ["cmd/tempo/Dockerfile"],
      commit: "04b7a5af682257abb84c89a94920b40f12267c26",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "10001:10001", uid: 10001, gid: 10001 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { text: "tempo", uid: 10001, gid: 10001 },
  writes: "unknown",
  gains: [],
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
