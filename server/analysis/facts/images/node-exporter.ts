import type { Image } from "../image.ts";

export default {
  names: ["prom/node-exporter", "quay.io/prometheus/node-exporter"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [{ documented: "https://github.com/prometheus/node_exporter", tells: ["build", "start", "work"] }],
  kind: "program",
  user: { text: "nobody", uid: 65534 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 65534, text: "nobody" },
  writes: [],
  gains: [],
  ports: [{ port: 9100, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["Its documentation asks for `pid: host`, the host's network and / mounted `ro,rslave`."],
} satisfies Image;
