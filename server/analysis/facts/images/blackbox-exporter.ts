import type { Image } from "../image.ts";

export default {
  names: ["prom/blackbox-exporter", "quay.io/prometheus/blackbox-exporter"],
  looked: "2026-11",
  versions: { from: "0", to: "0", behind: true },
  flavours: [],
  sources: [
    {
      read: "prometheus/blackbox_exporter",
      paths: ["Dockerfile"],
      commit: "ae0f6bff1498237a185e0a7496cdba09ced22d4b",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: [{ name: "NET_RAW", why: "pings through raw sockets where a module sets dont_fragment", fails: false }],
  asUser: [],
  runAs: "unknown",
  writes: [],
  gains: [],
  ports: [{ port: 9115, for: "operator" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
