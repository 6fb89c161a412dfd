import type { Image } from "../image.ts";

export default {
  names: ["dhi.io/*"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [{ documented: "https://docs.docker.com/dhi/", tells: ["build"] }],
  kind: "base",
  user: { text: "65532", uid: 65532 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: { uid: 65532, text: "nonroot" },
  writes: "unknown",
  gains: "unknown",
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
  variants: [
    {
      tags: { word: "dev" },
      has: { user: { text: "root", uid: 0 } },
      sources: [{ documented: "https://docs.docker.com/dhi/", tells: ["build"] }],
    },
  ],
} satisfies Image;
