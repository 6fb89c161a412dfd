import type { Image } from "../image.ts";

export default {
  names: ["orientdb"],
  looked: "2026-11",
  versions: { from: "3.2", to: "3.2" },
  flavours: [],
  sources: [
    {
      read: "docker-library/repo-info",
      paths: ["repos/orientdb/remote/latest.md"],
      commit: "049dbcb29cdc99cdcae5b86cdfbddf8465003ef5",
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
    { port: 2424, for: "project" },
    { port: 2480, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
