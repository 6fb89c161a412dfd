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
    {
      read: "confluentinc/kafka-images",
      paths: ["zookeeper/include/etc/confluent/docker/configure"],
      commit: "8b8524753a3b0dc66860518de2fa41a36de1f0ce",
      tells: ["start"],
    },
  ],
  kind: "program",
  // The first number that useradd gives: the build file of its base names none.
  user: { text: "appuser", uid: 1000 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 1000, text: "appuser" },
  writes: [
    { path: "/var/lib/zookeeper/data", becomes: "own volume", at: "start" },
    { path: "/var/lib/zookeeper/log", becomes: "own volume", at: "start" },
    { path: "/etc/zookeeper/secrets", becomes: "own volume", at: "start" },
    // The start writes its configuration there and ends where it cannot.
    { path: "/etc/kafka", becomes: "nothing", at: "start" },
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
