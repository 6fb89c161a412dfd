import type { Image } from "../image.ts";

export default {
  names: ["scratch"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [{ documented: "https://docs.docker.com/build/building/base-images/", tells: ["build"] }],
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
  notes: ["There is no /etc/passwd, so a user must be a number."],
} satisfies Image;
