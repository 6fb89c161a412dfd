import type { Image } from "../image.ts";

export default {
  names: ["prom/pushgateway", "quay.io/prometheus/pushgateway"],
  looked: "2026-11",
  versions: { from: "1", to: "1" },
  flavours: [],
  sources: [
    {
      read: "prometheus/pushgateway",
      paths: ["Dockerfile"],
      commit: "b7c5fed3f8514147298ea9cf369d7d40b870292f",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "65534", uid: 65534 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 65534, text: "65534" },
  writes: "unknown",
  gains: [],
  ports: [{ port: 9091, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
