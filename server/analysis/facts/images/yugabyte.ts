import type { Image } from "../image.ts";

export default {
  names: ["yugabytedb/yugabyte"],
  looked: "2026-11",
  versions: { from: "2.20", to: "2.25", behind: true },
  flavours: ["b"],
  sources: [
    {
      read: "yugabyte/yugabyte-db",
      paths: ["docker/images/yugabyte/Dockerfile"],
      commit: "0a61b1bd9e1b90a814e2d3885df92d08a0c8f459",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [
    { port: 7000, for: "operator" },
    { port: 7100, for: "project" },
    { port: 7200, for: "operator" },
    { port: 9000, for: "operator" },
    { port: 9100, for: "project" },
    { port: 12000, for: "operator" },
    { port: 11000, for: "operator" },
    { port: 6379, for: "project" },
    { port: 9042, for: "project" },
    { port: 5433, for: "project" },
    { port: 10100, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
