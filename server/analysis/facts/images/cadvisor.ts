import type { Image } from "../image.ts";

export default {
  names: ["gcr.io/cadvisor/cadvisor", "ghcr.io/google/cadvisor", "google/cadvisor"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [{ documented: "https://github.com/google/cadvisor", tells: ["build", "start", "work"] }],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: null,
  writes: [],
  gains: [],
  ports: [{ port: 8080, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["Its documentation asks for /, /var/run, /sys and /var/lib/docker, and often for `privileged`."],
} satisfies Image;
