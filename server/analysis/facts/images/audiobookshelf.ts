import type { Image } from "../image.ts";

export default {
  names: ["ghcr.io/advplyr/audiobookshelf", "advplyr/audiobookshelf"],
  looked: "2026-11",
  versions: { from: "2.18", to: "2.18", behind: true },
  flavours: [],
  sources: [
    {
      read: "advplyr/audiobookshelf",
      paths: ["Dockerfile"],
      commit: "021bde4d194f3c8d52cfbbc7370dd0b3f646b54a",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: "unknown",
  writes: [
    { path: "/config", becomes: "volume", at: "start", movedBy: "CONFIG_PATH" },
    { path: "/metadata", becomes: "volume", at: "start", movedBy: "METADATA_PATH" },
  ],
  gains: [],
  ports: [{ port: 80, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
