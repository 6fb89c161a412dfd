import type { Image } from "../image.ts";

export default {
  names: ["python"],
  looked: "2026-11",
  versions: null,
  flavours: "any",
  sources: [{ documented: "https://github.com/docker-library/python", tells: ["build"] }],
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
  instead: "gcr.io/distroless/python3-debian13:nonroot",
} satisfies Image;
