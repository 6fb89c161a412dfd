import type { Image } from "../image.ts";

export default {
  names: ["buildpack-deps"],
  looked: "2026-11",
  versions: null,
  flavours: ["bookworm"],
  sources: [
    {
      read: "docker-library/buildpack-deps",
      paths: ["debian/bookworm/Dockerfile"],
      commit: "84e7e46026131a108a6480e5ed2969e8acf2d4e2",
      tells: ["build"],
    },
  ],
  kind: "base",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["Made for build stages."],
} satisfies Image;
