import type { Image } from "../image.ts";

export default {
  names: ["cgr.dev/chainguard/*"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [{ documented: "https://edu.chainguard.dev/chainguard/chainguard-images/", tells: ["build"] }],
  kind: "base",
  user: "unknown",
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["Most run as nonroot (65532); some, such as the databases, do not."],
} satisfies Image;
