import type { Image } from "../image.ts";

export default {
  names: ["hitch"],
  looked: "2026-11",
  versions: { from: "1.7", to: "1.7", behind: true },
  flavours: [],
  sources: [
    {
      read: "varnish/docker-hitch",
      paths: ["Dockerfile"],
      commit: "054c998138c8f8ec6be03c7db711b8435de41e2b",
      tells: ["build"],
    },
    {
      read: "varnish/docker-hitch",
      paths: ["docker-hitch-entrypoint"],
      commit: "6b4e35195c7efd204b244ef1b85e4365493fb37b",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: [],
  ports: [{ port: 443, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["Who it becomes says its configuration, which was not read."],
} satisfies Image;
