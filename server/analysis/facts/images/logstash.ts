import type { Image } from "../image.ts";

export default {
  names: ["logstash", "docker.elastic.co/logstash/logstash"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    { documented: "https://www.elastic.co/guide/en/logstash/current/docker.html", tells: ["build", "start", "work"] },
  ],
  kind: "program",
  user: { text: "logstash", uid: 1000 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 1000, text: "logstash" },
  writes: [{ path: "/tmp", becomes: "tmpfs", at: "work" }],
  gains: [],
  ports: [{ port: 5044, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
