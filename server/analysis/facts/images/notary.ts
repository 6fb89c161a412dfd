import type { Image } from "../image.ts";

export default {
  names: ["notary"],
  looked: "2026-11",
  versions: null,
  flavours: ["server"],
  sources: [
    {
      read: "docker-library/repo-info",
      paths: ["repos/notary/remote/server.md"],
      commit: "72e4be79b9c831d8da7d63a6ce871b20fc9e06c1",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "notary" },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [{ port: 4443, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
