import type { Image } from "../image.ts";

export default {
  names: ["portainer/portainer-ce", "portainer/portainer-ee"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [{ documented: "https://github.com/portainer/portainer", tells: ["build", "start", "work"] }],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: [],
  asUser: [],
  runAs: null,
  writes: [{ path: "/tmp", becomes: "tmpfs", at: "work" }],
  gains: [],
  ports: [
    { port: 9000, for: "project" },
    { port: 9443, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["It works through the engine's socket, which is as much as root on the host."],
} satisfies Image;
