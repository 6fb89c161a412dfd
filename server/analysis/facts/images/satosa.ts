import type { Image } from "../image.ts";

export default {
  names: ["satosa"],
  looked: "2026-11",
  versions: { from: "8.4", to: "8.4", behind: true },
  flavours: ["bookworm"],
  sources: [
    {
      read: "IdentityPython/satosa-docker",
      paths: ["8.4/bookworm/Dockerfile"],
      commit: "69038a84d541717d66420f3ad8ec7c9da22c91b4",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "satosa:satosa", uid: 1000, gid: 1000 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: { uid: 1000, gid: 1000, text: "satosa" },
  writes: "unknown",
  gains: [],
  ports: [{ port: 8080, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
