import type { Image } from "../image.ts";

export default {
  names: ["apache/superset"],
  looked: "2026-11",
  versions: { from: "3.0", to: "3.1", behind: true },
  flavours: [],
  sources: [
    {
      read: "apache/superset",
      paths: ["Dockerfile"],
      commit: "b86efe80afada06aaa7b577fe9b40a56a28bd263",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "superset" },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: [],
  ports: [{ port: 8088, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
