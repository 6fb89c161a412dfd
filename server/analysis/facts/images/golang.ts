import type { Image } from "../image.ts";

export default {
  names: ["golang", "rust", "gcc", "maven", "composer"],
  looked: "2026-11",
  versions: null,
  flavours: "any",
  sources: [{ documented: "https://github.com/docker-library/golang", tells: ["build"] }],
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
