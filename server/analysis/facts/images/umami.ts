import type { Image } from "../image.ts";

export default {
  names: ["ghcr.io/umami-software/umami", "docker.umami.is/umami-software/umami"],
  looked: "2026-11",
  versions: { from: "2", to: "2" },
  flavours: ["postgresql", "mysql"],
  sources: [
    {
      read: "umami-software/umami",
      paths: ["Dockerfile"],
      commit: "047aad1283c0523343e08497f279e9237de340df",
      tells: ["build", "start", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "nextjs", uid: 1001 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 1001, text: "nextjs" },
  writes: "unknown",
  gains: [],
  ports: [{ port: 3000, for: "others" }],
  secrets: "unknown",
  purpose: [],
} satisfies Image;
