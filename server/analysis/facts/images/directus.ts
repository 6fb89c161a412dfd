import type { Image } from "../image.ts";

export default {
  names: ["directus/directus"],
  looked: "2026-11",
  versions: { from: "10", to: "10", behind: true },
  flavours: [],
  sources: [
    {
      read: "directus/directus",
      paths: ["Dockerfile"],
      commit: "64308cd115b09665822f15dabf501686abb0f80d",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "node" },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: "unknown",
  writes: [
    { path: "/directus/database", becomes: "volume", at: "start", movedBy: "DB_FILENAME" },
    { path: "/directus/uploads", becomes: "volume", at: "work" },
  ],
  gains: [],
  ports: [{ port: 8055, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
