import type { Image } from "../image.ts";

export default {
  names: ["ghcr.io/umami-software/umami"],
  looked: "2026-11",
  versions: { from: "2.10", to: "2.10", behind: true },
  flavours: ["postgresql", "mysql"],
  sources: [
    {
      read: "umami-software/umami",
      paths: ["Dockerfile"],
      commit: "047aad1283c0523343e08497f279e9237de340df",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "nextjs", uid: 1001 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: { text: "nextjs", uid: 1001 },
  writes: "unknown",
  gains: [],
  ports: [{ port: 3000, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
