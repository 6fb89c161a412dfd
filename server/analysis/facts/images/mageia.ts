import type { Image } from "../image.ts";

export default {
  names: ["mageia"],
  looked: "2026-11",
  versions: { from: "9", to: "9" },
  flavours: [],
  sources: [
    {
      read: "docker-library/repo-info",
      paths: ["repos/mageia/remote/latest.md"],
      commit: "569bbe2d203f0598775d38a4850a713ac32d307a",
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
