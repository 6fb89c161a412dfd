import type { Image } from "../image.ts";

export default {
  names: ["cloudflare/cloudflared"],
  looked: "2026-11",
  versions: { from: "2026", to: "2026" },
  flavours: [],
  sources: [
    {
      read: "cloudflare/cloudflared",
      paths: ["Dockerfile"],
      commit: "01287e2f95a3acc326f1bbd3e6d0dad5ded17640",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "65532:65532", uid: 65532, gid: 65532 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { text: "nonroot", uid: 65532, gid: 65532 },
  writes: "unknown",
  gains: [],
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
