import type { Image } from "../image.ts";

export default {
  names: ["confluentinc/cp-zookeeper"],
  looked: "2026-11",
  versions: { from: "5.4", to: "5.5", behind: true },
  flavours: [],
  sources: [
    {
      read: "confluentinc/kafka-images",
      paths: ["zookeeper/Dockerfile.ubi8"],
      commit: "01863fafd179d2a70a294aa7bf09199fcdbc64b2",
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
    { path: "/var/lib/zookeeper/data", becomes: "own volume", at: "start" },
    { path: "/var/lib/zookeeper/log", becomes: "own volume", at: "start" },
    { path: "/etc/zookeeper/secrets", becomes: "own volume", at: "start" },
  ],
  gains: [],
  ports: [
    { port: 2181, for: "project" },
    { port: 2888, for: "project" },
    { port: 3888, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
