import type { Image } from "../image.ts";

export default {
  names: ["getmeili/meilisearch"],
  looked: "2026-11",
  versions: { from: "1.22", to: "1.25" },
  flavours: [],
  sources: [
    {
      read: "meilisearch/meilisearch",
      paths: ["Dockerfile"],
      commit: "02887fb5da710d0e849466f4241a38dbb01f4ce0",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: "unknown",
  writes: [{ path: "/meili_data", becomes: "volume", at: "work" }],
  gains: [],
  ports: [{ port: 7700, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
