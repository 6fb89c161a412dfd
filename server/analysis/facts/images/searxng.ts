import type { Image } from "../image.ts";

export default {
  names: ["searxng/searxng", "ghcr.io/searxng/searxng"],
  looked: "2026-11",
  versions: { from: "2025", to: "2026" },
  flavours: [],
  sources: [
    {
      read: "searxng/searxng",
      paths: ["container/dist.dockerfile"],
      commit: "16293132e35621f9e32491b2b129fa0758e1932f",
      tells: ["build"],
    },
    {
      read: "searxng/searxng",
      paths: ["container/entrypoint.sh"],
      commit: "048cc77507f9099866a6063cb5ae9e91d8e7102a",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: "unknown",
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [{ port: 8080, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
