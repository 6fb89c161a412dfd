import type { Image } from "../image.ts";

export default {
  names: ["prom/alertmanager", "quay.io/prometheus/alertmanager"],
  looked: "2026-11",
  versions: { from: "0.15", to: "0.16", behind: true },
  flavours: [],
  sources: [
    {
      read: "prometheus/alertmanager",
      paths: ["Dockerfile"],
      commit: "f297445b88169a3e5163bdca1e241b23d25d144c",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "nobody", uid: 65534 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 65534, gid: 65534, text: "nobody" },
  writes: [{ path: "/alertmanager", becomes: "own volume", at: "work" }],
  gains: [],
  ports: [{ port: 9093, for: "operator" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
