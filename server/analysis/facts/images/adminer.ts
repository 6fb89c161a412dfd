import type { Image } from "../image.ts";

export default {
  names: ["adminer"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [{ documented: "https://github.com/TimWolla/docker-adminer", tells: ["build", "start", "work"] }],
  kind: "program",
  user: { text: "adminer" },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: null,
  writes: [{ path: "/tmp", becomes: "tmpfs", at: "work" }],
  gains: [],
  ports: [{ port: 8080, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
