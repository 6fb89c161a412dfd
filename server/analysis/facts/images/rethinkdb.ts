import type { Image } from "../image.ts";

export default {
  names: ["rethinkdb"],
  looked: "2026-11",
  versions: { from: "2.4", to: "2.4" },
  flavours: ["bookworm"],
  sources: [
    {
      read: "rethinkdb/rethinkdb-dockerfiles",
      paths: ["bookworm/2.4.4/Dockerfile"],
      commit: "d932f3ac1c253426bdfb17b7a99481c71e15f9da",
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
    { port: 28015, for: "project" },
    { port: 29015, for: "project" },
    { port: 8080, for: "operator" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
