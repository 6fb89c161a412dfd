import type { Image } from "../image.ts";

export default {
  names: ["php"],
  looked: "2026-11",
  versions: null,
  flavours: "any",
  sources: [{ documented: "https://github.com/docker-library/php", tells: ["build"] }],
  kind: "base",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: { uid: 33, gid: 33, text: "www-data" },
  writes: "unknown",
  gains: "unknown",
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
  variants: [
    {
      tags: { word: "alpine" },
      has: { runAs: { uid: 82, gid: 82, text: "www-data" } },
      sources: [{ documented: "https://github.com/docker-library/php", tells: ["build"] }],
    },
    {
      tags: { word: "apache" },
      has: {
        kind: "program",
        becomes: { user: "www-data", by: "the program itself", workersOnly: true },
        asRoot: [
          { name: "SETGID", why: "becomes another group" },
          { name: "SETUID", why: "becomes another user" },
        ],
        asUser: [],
        writes: [
          { path: "/tmp", becomes: "tmpfs", at: "work" },
          { path: "/run", becomes: "tmpfs", at: "work" },
          { path: "/var/run/apache2", becomes: "tmpfs", at: "work" },
          { path: "/var/lock/apache2", becomes: "tmpfs", at: "work" },
        ],
        gains: [],
        ports: [{ port: 80, for: "project" }],
      },
      sources: [
        {
          documented: "https://github.com/docker-library/php/blob/master/8.4/trixie/apache/Dockerfile",
          tells: ["build", "start", "work"],
        },
      ],
    },
    {
      tags: { word: "fpm" },
      has: {
        kind: "program",
        becomes: { user: "www-data", by: "the program itself", workersOnly: true },
        asRoot: [
          { name: "CHOWN", why: "gives its data to another user" },
          { name: "SETGID", why: "becomes another group" },
          { name: "SETUID", why: "becomes another user" },
          { name: "KILL", why: "signals processes of another user" },
        ],
        asUser: [],
        writes: [{ path: "/tmp", becomes: "tmpfs", at: "work" }],
        gains: [],
        ports: [{ port: 9000, for: "project" }],
      },
      sources: [{ documented: "https://github.com/docker-library/php", tells: ["build", "start", "work"] }],
    },
  ],
} satisfies Image;
