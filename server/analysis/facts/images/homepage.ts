import type { Image } from "../image.ts";

export default {
  names: ["ghcr.io/gethomepage/homepage"],
  looked: "2026-11",
  versions: { from: "1", to: "1" },
  flavours: [],
  sources: [
    {
      read: "gethomepage/homepage",
      paths: ["Dockerfile"],
      commit: "000a88d88418b382d3dca970753b2b25347a2463",
      tells: ["build"],
    },
    {
      read: "gethomepage/homepage",
      paths: ["docker-entrypoint.sh"],
      commit: "2de792420a76843d50e4f9fe14edb0a857d8daed",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: [],
  runAs: "unknown",
  writes: [{ path: "/app/config", becomes: "volume", at: "start" }],
  gains: "unknown",
  ports: [{ port: 3000, for: "operator" }],
  secrets: "unknown",
  purpose: "unknown",
  notes: [
    "It stays root unless PUID is set: then it gives /app/config and /app/.next to that user and becomes it with su-exec.",
  ],
} satisfies Image;
