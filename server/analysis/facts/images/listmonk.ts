import type { Image } from "../image.ts";

export default {
  names: ["listmonk/listmonk"],
  looked: "2026-11",
  versions: { from: "4", to: "5" },
  flavours: [],
  sources: [
    {
      read: "knadh/listmonk",
      paths: ["Dockerfile"],
      commit: "4898a8d4a4ac5330843e6d1d97781a2ceceb7d04",
      tells: ["build"],
    },
    {
      read: "knadh/listmonk",
      paths: ["docker-entrypoint.sh"],
      commit: "136d9d1fa9e69bec8c8c3de2720609ad2f704aeb",
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
  ports: [{ port: 9000, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
  notes: [
    "It stays root unless PUID is set: then it makes that user, gives /listmonk to it and becomes it with su-exec.",
  ],
} satisfies Image;
