import type { Image } from "../image.ts";

export default {
  names: ["node"],
  looked: "2026-11",
  versions: null,
  flavours: "any",
  sources: [{ documented: "https://github.com/nodejs/docker-node/blob/main/docs/BestPractices.md", tells: ["build"] }],
  kind: "base",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: { uid: 1000, gid: 1000, text: "node" },
  writes: "unknown",
  gains: "unknown",
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
  instead: "gcr.io/distroless/nodejs24-debian13:nonroot",
} satisfies Image;
