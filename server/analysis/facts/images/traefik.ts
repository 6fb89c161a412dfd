import type { Image } from "../image.ts";

export default {
  names: ["traefik"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [{ documented: "https://github.com/traefik/traefik-library-image", tells: ["build", "start", "work"] }],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: [],
  asUser: [],
  runAs: "any",
  writes: [{ path: "/tmp", becomes: "tmpfs", at: "work" }],
  gains: [],
  ports: [{ port: 80, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["acme.json must belong to the uid with mode 0600."],
} satisfies Image;
