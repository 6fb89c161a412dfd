import type { Image } from "../image.ts";

export default {
  names: ["pypy"],
  looked: "2026-11",
  versions: { from: "3.11", to: "3.11" },
  flavours: ["bookworm"],
  sources: [
    {
      read: "docker-library/pypy",
      paths: ["3.11/bookworm/Dockerfile"],
      commit: "16e06ad951f8c64603b736be0231983db6ce3ed2",
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
