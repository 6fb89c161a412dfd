import type { Image } from "../image.ts";

export default {
  names: ["adminer"],
  looked: "2026-11",
  versions: { from: "4", to: "6" },
  flavours: ["standalone"],
  sources: [
    {
      read: "TimWolla/docker-adminer",
      paths: ["6/Dockerfile"],
      commit: "27f430346ba907524b04def14cede2b77442c924",
      tells: ["build"],
    },
    {
      read: "TimWolla/docker-adminer",
      paths: ["4/entrypoint.sh"],
      commit: "368068cd4a4ba5baa13ec74b9a86edce9d785451",
      tells: ["start", "secrets", "purpose"],
    },
  ],
  kind: "program",
  // The first numbers that adduser -S and addgroup -S give in its base.
  user: { text: "adminer", uid: 100, gid: 101 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 100, gid: 101, text: "adminer" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    {
      path: "/var/www/html",
      becomes: "nothing",
      at: "start",
      when: { any: [{ variable: "ADMINER_DESIGN" }, { variable: "ADMINER_PLUGINS" }] },
    },
  ],
  gains: [],
  ports: [{ port: 8080, for: "project" }],
  secrets: [],
  purpose: [],
} satisfies Image;
