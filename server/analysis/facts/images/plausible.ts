import type { Image } from "../image.ts";

export default {
  names: ["ghcr.io/plausible/community-edition"],
  looked: "2026-11",
  versions: { from: "3.0", to: "3.0" },
  flavours: [],
  sources: [
    {
      read: "plausible/analytics",
      paths: ["Dockerfile"],
      commit: "01598e6ce8d450ce058735c676aaf4a92ca29d10",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "999", uid: 999 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "any",
  writes: [{ path: "/var/lib/plausible", becomes: "own volume", at: "start" }],
  gains: [],
  ports: [{ port: 8000, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
