import type { Image } from "../image.ts";

export default {
  names: ["plexinc/pms-docker"],
  looked: "2026-11",
  versions: { from: "1", to: "1", behind: true },
  flavours: ["plexpass", "public", "beta"],
  sources: [
    {
      read: "plexinc/pms-docker",
      paths: ["Dockerfile"],
      commit: "00698217dcdac173a8ff3d32cba64a6335bcba6f",
      tells: ["build"],
    },
    {
      read: "plexinc/pms-docker",
      paths: ["root/etc/cont-init.d/40-plex-first-run"],
      commit: "12936664a6804c5f657f7eaeac9572d5e3a576bf",
      tells: ["start", "secrets"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "plex, with the number of PLEX_UID", by: "s6", workersOnly: true },
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [
    { port: 32400, for: "others" },
    { port: 3005, for: "others" },
    { port: 8324, for: "others" },
    { port: 32469, for: "others" },
    { port: 1900, for: "others", protocol: "udp" },
    { port: 32410, for: "others", protocol: "udp" },
    { port: 32412, for: "others", protocol: "udp" },
    { port: 32413, for: "others", protocol: "udp" },
    { port: 32414, for: "others", protocol: "udp" },
  ],
  secrets: [{ variable: "PLEX_CLAIM" }],
  purpose: "unknown",
} satisfies Image;
