import type { Image } from "../image.ts";

export default {
  names: ["scylladb/scylla"],
  looked: "2026-11",
  versions: { from: "6", to: "6", behind: true },
  flavours: [],
  sources: [
    {
      read: "scylladb/scylladb",
      paths: ["dist/docker/debian/build_docker.sh"],
      commit: "01a4f1daed1a904f78e2cc677c7d55bf9cf26825",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [
    { port: 22, for: "operator" },
    { port: 7000, for: "project" },
    { port: 7001, for: "project" },
    { port: 9042, for: "project" },
    { port: 9160, for: "project" },
    { port: 9180, for: "operator" },
    { port: 10000, for: "operator" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
