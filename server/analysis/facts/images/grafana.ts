import type { Image } from "../image.ts";

export default {
  names: ["grafana/grafana", "grafana/grafana-oss", "grafana/grafana-enterprise"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://grafana.com/docs/grafana/latest/setup-grafana/installation/docker/",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "472", uid: 472 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 472, gid: 0, text: "472:0" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/var/log/grafana", becomes: "tmpfs", at: "work" },
    { path: "/var/lib/grafana", becomes: "volume", at: "start" },
  ],
  gains: [],
  ports: [{ port: 3000, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
