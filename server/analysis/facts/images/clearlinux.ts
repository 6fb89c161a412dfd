import type { Image } from "../image.ts";

export default {
  names: ["clearlinux"],
  looked: "2026-11",
  versions: null,
  flavours: "any",
  sources: [
    {
      read: "clearlinux/docker-brew-clearlinux",
      paths: ["Dockerfile"],
      commit: "28efcf804102ae691a8fb1d10d8d66472161c4fc",
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
