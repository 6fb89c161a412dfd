import type { Image } from "../image.ts";

export default {
  names: ["prom/prometheus", "quay.io/prometheus/prometheus"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    { documented: "https://github.com/prometheus/prometheus/blob/main/Dockerfile", tells: ["build", "start", "work"] },
  ],
  kind: "program",
  user: { text: "nobody", uid: 65534 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 65534, gid: 65534, text: "nobody" },
  writes: [{ path: "/prometheus", becomes: "volume", at: "start" }],
  gains: [],
  ports: [{ port: 9090, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
  variants: [
    {
      tags: { word: "distroless" },
      has: { user: { text: "65532", uid: 65532 }, runAs: { uid: 65532, text: "65532" } },
      sources: [
        {
          documented: "https://github.com/prometheus/prometheus/blob/main/Dockerfile",
          tells: ["build", "start", "work"],
        },
      ],
    },
  ],
} satisfies Image;
