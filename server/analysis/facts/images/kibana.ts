import type { Image } from "../image.ts";

export default {
  names: ["kibana", "docker.elastic.co/kibana/kibana"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    { documented: "https://www.elastic.co/guide/en/kibana/current/docker.html", tells: ["build", "start", "work"] },
  ],
  kind: "program",
  user: { text: "kibana", uid: 1000 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 1000, text: "kibana" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/usr/share/kibana/data", becomes: "tmpfs", at: "work", owner: { uid: 1000 } },
  ],
  gains: [],
  ports: [{ port: 5601, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
