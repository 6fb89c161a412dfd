import type { Image } from "../image.ts";

export default {
  names: ["oraclelinux"],
  looked: "2026-11",
  versions: { from: "9", to: "9", behind: true },
  flavours: [],
  sources: [
    {
      read: "docker-library/repo-info",
      paths: ["repos/oraclelinux/remote/9.md"],
      commit: "381b869293943260741ad49c57ec21cd212be92b",
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
