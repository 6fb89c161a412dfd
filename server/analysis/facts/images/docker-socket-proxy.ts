import type { Image } from "../image.ts";

export default {
  names: ["tecnativa/docker-socket-proxy", "ghcr.io/tecnativa/docker-socket-proxy"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [{ documented: "https://github.com/Tecnativa/docker-socket-proxy", tells: ["build", "start", "work"] }],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: [],
  asUser: [],
  runAs: null,
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/run", becomes: "tmpfs", at: "work" },
  ],
  gains: [],
  ports: [{ port: 2375, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["It hands a part of the engine's API to whoever reaches port 2375."],
} satisfies Image;
