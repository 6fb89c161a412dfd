import type { Image } from "../image.ts";

export default {
  names: ["itzg/minecraft-server", "ghcr.io/itzg/minecraft-server"],
  looked: "2026-11",
  versions: { from: "2024.12", to: "2025.1", behind: true },
  flavours: ["java"],
  sources: [
    {
      read: "itzg/docker-minecraft-server",
      paths: ["Dockerfile"],
      commit: "8ba47ea280d0989369ca6600b3e6f25f9c9bf4a1",
      tells: ["build", "secrets"],
    },
    {
      read: "itzg/docker-minecraft-server",
      paths: ["scripts/start"],
      commit: "2af1d1ac38a7408a01034df5a25b47177de50ffd",
      tells: ["start", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "UID:GID", by: "gosu" },
  asRoot: [
    { name: "CHOWN", why: "gives /data to the user of UID", fails: false },
    { name: "DAC_OVERRIDE", why: "enters directories of /data that are another user's", fails: false },
    { name: "SETGID", why: "becomes the group of GID" },
    { name: "SETUID", why: "becomes the user of UID" },
  ],
  asUser: "unknown",
  runAs: "unknown",
  writes: [
    { path: "/data", becomes: "own volume", at: "start" },
    { path: "/etc", becomes: "nothing", at: "start", when: { root: true } },
  ],
  gains: "unknown",
  ports: [{ port: 25565, for: "others" }],
  secrets: [{ variable: "RCON_PASSWORD" }],
  purpose: [],
} satisfies Image;
