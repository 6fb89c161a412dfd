import type { Image } from "../image.ts";

export default {
  names: ["gcr.io/distroless/*"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/GoogleContainerTools/distroless/blob/main/common/variables.bzl",
      tells: ["build"],
    },
  ],
  kind: "base",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: { uid: 65532, gid: 65532, text: "nonroot" },
  writes: "unknown",
  gains: "unknown",
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
  instead: "the tag `nonroot`",
  variants: [
    {
      tags: { word: "nonroot" },
      has: { user: { text: "65532", uid: 65532 } },
      sources: [
        {
          documented: "https://github.com/GoogleContainerTools/distroless/blob/main/common/variables.bzl",
          tells: ["build"],
        },
      ],
    },
  ],
} satisfies Image;
