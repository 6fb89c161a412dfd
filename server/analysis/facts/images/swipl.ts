import type { Image } from "../image.ts";

export default {
  names: ["swipl"],
  looked: "2026-11",
  versions: { from: "9.3", to: "10.1" },
  flavours: ["bookworm"],
  sources: [
    {
      read: "docker-library/repo-info",
      paths: ["repos/swipl/remote/latest.md"],
      commit: "10b8af4be4d7656bede741cb86ebb2314697468d",
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
