import type { Image } from "../image.ts";

export default {
  names: ["amir20/dozzle"],
  looked: "2026-11",
  versions: { from: "3.8", to: "3.8", behind: true },
  flavours: [],
  sources: [
    {
      read: "amir20/dozzle",
      paths: ["Dockerfile"],
      commit: "0093ab0d37bec3c12072d93713a4350032992194",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: "unknown",
  writes: "unknown",
  gains: [],
  ports: [{ port: 8080, for: "operator" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
