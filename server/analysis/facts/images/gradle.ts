import type { Image } from "../image.ts";

export default {
  names: ["gradle"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [{ documented: "https://github.com/docker-library/official-images", tells: ["build"] }],
  kind: "base",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: { uid: 1000, gid: 1000, text: "gradle" },
  writes: "unknown",
  gains: "unknown",
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["Made for build stages."],
} satisfies Image;
