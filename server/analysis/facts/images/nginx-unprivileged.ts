import type { Image } from "../image.ts";

export default {
  names: ["nginxinc/nginx-unprivileged", "ghcr.io/nginx/nginx-unprivileged", "ghcr.io/nginxinc/nginx-unprivileged"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [{ documented: "https://github.com/nginx/docker-nginx-unprivileged", tells: ["build", "start", "work"] }],
  kind: "program",
  user: { text: "101", uid: 101 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 101, text: "101" },
  writes: [
    {
      path: "/tmp",
      becomes: "tmpfs",
      at: "work",
      fails: { not: { any: [{ mounted: "/etc/nginx/nginx.conf" }, { word: "-c" }, { word: "pid" }] } },
    },
  ],
  gains: [],
  ports: [{ port: 8080, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
