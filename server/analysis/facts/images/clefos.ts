import type { Image } from "../image.ts";

export default {
  names: ["clefos"],
  looked: "2026-11",
  versions: { from: "7", to: "7" },
  flavours: [],
  sources: [
    {
      read: "nealef/clefos",
      paths: ["Dockerfile"],
      commit: "4057db7dd5036c82c63b62197a819c206b0d975f",
      tells: ["build"],
    },
  ],
  kind: "base",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "any",
  writes: "unknown",
  gains: "unknown",
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
