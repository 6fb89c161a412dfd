import type { Image } from "../image.ts";

export default {
  names: ["jellyfin/jellyfin", "ghcr.io/jellyfin/jellyfin"],
  looked: "2026-11",
  versions: { from: "10.9", to: "10.9", behind: true },
  flavours: [],
  sources: [
    {
      read: "jellyfin/jellyfin-packaging",
      paths: ["docker/Dockerfile"],
      commit: "d63a14a12e598356ff91bf9f7fadde7b41e6725d",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: "any",
  writes: [
    { path: "/config", becomes: "own volume", at: "start" },
    { path: "/cache", becomes: "own volume", at: "start" },
  ],
  gains: [],
  ports: [{ port: 8096, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
