import type { Image } from "../image.ts";

export default {
  names: ["drupal"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/docker-library/drupal/blob/master/Dockerfile.template",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "www-data", by: "the program itself", workersOnly: true },
  asRoot: [
    { name: "CHOWN", why: "gives its data to another user" },
    { name: "DAC_OVERRIDE", why: "enters directories that are not root's, such as its data at the second start" },
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
    { name: "KILL", why: "signals processes of another user" },
  ],
  asUser: [],
  runAs: { uid: 33, gid: 33, text: "www-data" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/run", becomes: "tmpfs", at: "work" },
    { path: "/var/run/apache2", becomes: "tmpfs", at: "work" },
    { path: "/var/lock/apache2", becomes: "tmpfs", at: "work" },
    { path: "/var/www/html", becomes: "volume", at: "start" },
  ],
  gains: [],
  ports: [{ port: 80, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
  variants: [
    {
      tags: { word: "fpm" },
      has: {
        asRoot: [
          { name: "CHOWN", why: "gives its data to another user" },
          { name: "SETGID", why: "becomes another group" },
          { name: "SETUID", why: "becomes another user" },
          { name: "KILL", why: "signals processes of another user" },
        ],
        writes: [
          { path: "/tmp", becomes: "tmpfs", at: "work" },
          { path: "/var/www/html", becomes: "volume", at: "start" },
        ],
        ports: [{ port: 9000, for: "project" }],
      },
      sources: [
        {
          documented: "https://github.com/docker-library/drupal/blob/master/Dockerfile.template",
          tells: ["build", "start", "work"],
        },
      ],
    },
    {
      tags: { word: "alpine" },
      has: { runAs: { uid: 82, gid: 82, text: "www-data" } },
      sources: [
        {
          documented: "https://github.com/docker-library/drupal/blob/master/Dockerfile.template",
          tells: ["build", "start", "work"],
        },
      ],
    },
  ],
} satisfies Image;
