import type { Image } from "../image.ts";

export default {
  names: ["ruby", "perl", "openjdk", "eclipse-temurin", "amazoncorretto"],
  looked: "2026-11",
  versions: null,
  flavours: "any",
  sources: [
    { documented: "https://github.com/docker-library/docs/blob/master/eclipse-temurin/content.md", tells: ["build"] },
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
