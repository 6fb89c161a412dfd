import type { Image } from "../image.ts";

export default {
  names: ["cockroachdb/cockroach"],
  looked: "2026-11",
  versions: { from: "23", to: "24", behind: true },
  flavours: [],
  sources: [
    {
      read: "cockroachdb/cockroach",
      paths: ["build/deploy/Dockerfile"],
      commit: "0116efa235b0dfd0e4fb375171b1e140e0cf9605",
      tells: ["build"],
    },
    {
      read: "cockroachdb/cockroach",
      paths: ["build/deploy/cockroach.sh"],
      commit: "02dbd5658dfff44e827a10958e0a3bf4645fff62",
      tells: ["start", "secrets"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: "unknown",
  writes: [
    { path: "/cockroach", becomes: "nothing", at: "start", when: { word: "start-single-node" } },
    { path: "/cockroach/cockroach-data", becomes: "volume", at: "start" },
  ],
  gains: [],
  ports: [
    { port: 26257, for: "project" },
    { port: 8080, for: "operator" },
  ],
  secrets: [{ variable: "COCKROACH_PASSWORD" }],
  purpose: "unknown",
} satisfies Image;
