import type { Image } from "../image.ts";

export default {
  names: ["apache/kafka"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [{ documented: "https://github.com/apache/kafka/tree/trunk/docker", tells: ["build", "start", "work"] }],
  kind: "program",
  user: { text: "appuser", uid: 1000 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 1000, gid: 1000, text: "appuser" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/opt/kafka/logs", becomes: "tmpfs", at: "work", owner: { uid: 1000, gid: 1000 } },
  ],
  gains: [],
  ports: [{ port: 9092, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
