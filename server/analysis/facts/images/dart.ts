import type { Image } from "../image.ts";

export default {
  names: ["dart"],
  looked: "2026-11",
  versions: { from: "3.3", to: "3.3", behind: true },
  flavours: ["sdk"],
  sources: [
    {
      read: "dart-lang/dart-docker",
      paths: ["stable/bookworm/Dockerfile"],
      commit: "0388515d459bab5a5bd614c44be25ebde75a70ed",
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
