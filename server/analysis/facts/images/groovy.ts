import type { Image } from "../image.ts";

export default {
  names: ["groovy"],
  looked: "2026-11",
  versions: { from: "4.0", to: "4.0", behind: true },
  flavours: ["jdk"],
  sources: [
    {
      read: "groovy/docker-groovy",
      paths: ["jdk17/Dockerfile"],
      commit: "0bf66b24590f71de06ad45107716beacd4a07c06",
      tells: ["build"],
    },
  ],
  kind: "base",
  user: { text: "1000:1000", uid: 1000, gid: 1000 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: { text: "groovy", uid: 1000, gid: 1000 },
  writes: "unknown",
  gains: "unknown",
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
