import type { Image } from "../image.ts";

export default {
  names: ["confluentinc/cp-kafka"],
  looked: "2026-11",
  versions: { from: "8.0", to: "8.0" },
  flavours: [],
  sources: [
    {
      read: "confluentinc/kafka-images",
      paths: ["kafka/Dockerfile.ubi9"],
      commit: "04fffe0680d60cc1b615219d71e419ccef7eb947",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "appuser" },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: [
    { path: "/var/lib/kafka/data", becomes: "own volume", at: "start" },
    { path: "/etc/kafka/secrets", becomes: "own volume", at: "start" },
    { path: "/etc/kafka", becomes: "nothing", at: "start" },
  ],
  gains: [],
  ports: [{ port: 9092, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
