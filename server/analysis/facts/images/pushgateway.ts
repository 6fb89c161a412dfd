import type { Image } from "../image.ts";

export default {
  names: ["prom/pushgateway", "quay.io/prometheus/pushgateway"],
  looked: "2026-11",
  versions: { from: "1.4", to: "1.10", behind: true },
  flavours: [],
  sources: [
    {
      read: "prometheus/pushgateway",
      paths: ["Dockerfile"],
      commit: "b7c5fed3f8514147298ea9cf369d7d40b870292f",
      tells: ["build", "start"],
    },
    {
      read: "prometheus/pushgateway",
      paths: ["main.go"],
      commit: "0b2221db24361e0cef0e129e9183a5cae65a848d",
      tells: ["work", "secrets", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "65534", uid: 65534 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 65534, text: "65534" },
  writes: [{ path: "/pushgateway", becomes: "volume", at: "work", when: { word: "--persistence.file" } }],
  gains: [],
  ports: [{ port: 9091, for: "project" }],
  secrets: [],
  purpose: [],
} satisfies Image;
