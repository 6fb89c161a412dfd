import type { Image } from "../image.ts";

export default {
  names: ["r-base"],
  looked: "2026-11",
  versions: { from: "4.6", to: "4.6" },
  flavours: [],
  sources: [
    {
      read: "docker-library/repo-info",
      paths: ["repos/r-base/remote/latest.md"],
      commit: "103eebbe8821e8fdf1199394f4132e8af205eec2",
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
