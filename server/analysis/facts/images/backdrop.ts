import type { Image } from "../image.ts";

export default {
  names: ["backdrop"],
  looked: "2026-11",
  versions: { from: "1.30", to: "1.30" },
  flavours: ["apache"],
  sources: [
    {
      read: "backdrop-ops/backdrop-docker",
      paths: ["1/apache/Dockerfile"],
      commit: "0f037348948190b7ce4f2e1afe67514818c5a9fc",
      tells: ["build"],
    },
    {
      read: "backdrop-ops/backdrop-docker",
      paths: ["1/apache/docker-entrypoint.sh"],
      commit: "2b27e44fb4e2e522000b6dcebba49f767763d656",
      tells: ["start", "secrets"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "www-data", by: "the program itself", workersOnly: true },
  asRoot: [
    { name: "SETGID", why: "gives its workers to the group www-data" },
    { name: "SETUID", why: "gives its workers to www-data" },
  ],
  asUser: "unknown",
  runAs: "unknown",
  writes: [
    { path: "/etc/apache2/conf-enabled", becomes: "nothing", at: "start" },
    { path: "/var/www/html/files", becomes: "nothing", at: "work" },
  ],
  gains: [],
  ports: "unknown",
  secrets: [{ variable: "BACKDROP_DB_PASSWORD" }],
  purpose: "unknown",
} satisfies Image;
