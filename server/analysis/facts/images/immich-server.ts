import type { Image } from "../image.ts";

export default {
  names: ["ghcr.io/immich-app/immich-server"],
  looked: "2026-11",
  versions: { from: "2", to: "2" },
  flavours: [],
  sources: [
    {
      read: "immich-app/immich",
      paths: ["server/bin/start.sh"],
      commit: "04f927152cbdeda8142f6ba4f91a6684ccd44ba3",
      tells: ["start", "secrets"],
    },
  ],
  kind: "program",
  user: "unknown",
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: "unknown",
  secrets: [
    { variable: "DB_URL", file: "DB_URL_FILE" },
    { variable: "DB_PASSWORD", file: "DB_PASSWORD_FILE" },
    { variable: "REDIS_PASSWORD", file: "REDIS_PASSWORD_FILE" },
  ],
  purpose: "unknown",
  notes: ["Its build file was read for an older version only."],
} satisfies Image;
