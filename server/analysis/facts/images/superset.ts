import type { Image } from "../image.ts";

export default {
  names: ["apache/superset", "apachesuperset.docker.scarf.sh/apache/superset"],
  looked: "2026-11",
  versions: { from: "3.0", to: "4.1", behind: true },
  flavours: [],
  sources: [
    {
      read: "apache/superset",
      paths: ["Dockerfile"],
      commit: "b86efe80afada06aaa7b577fe9b40a56a28bd263",
      tells: ["build"],
    },
    {
      read: "apache/superset",
      paths: ["docker/entrypoints/run-server.sh"],
      commit: "1917ac50444fb287e109be628048b035a481676a",
      tells: ["start", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "superset" },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: "unknown",
  writes: "unknown",
  gains: [],
  ports: [{ port: 8088, for: "others" }],
  secrets: "unknown",
  purpose: [],
} satisfies Image;
