import type { Image } from "../image.ts";

export default {
  names: ["phpmyadmin", "phpmyadmin/phpmyadmin"],
  looked: "2026-11",
  versions: { from: "5", to: "5" },
  flavours: ["apache"],
  sources: [
    {
      read: "phpmyadmin/docker",
      paths: ["apache/Dockerfile"],
      commit: "030928a01e4ffa6b2b52ebebd07de30b38c93caf",
      tells: ["build"],
    },
    {
      read: "phpmyadmin/docker",
      paths: ["apache/docker-entrypoint.sh"],
      commit: "2d6be82ec666064b165414a565bcffc19178c829",
      tells: ["start", "secrets", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "www-data", by: "the program itself", workersOnly: true },
  asRoot: [
    { name: "SETGID", why: "starts its workers in the group www-data" },
    { name: "SETUID", why: "starts its workers as www-data" },
  ],
  asUser: [],
  // The start writes /etc/phpmyadmin, which is root's.
  runAs: null,
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/run", becomes: "tmpfs", at: "start" },
    { path: "/var/run/apache2", becomes: "tmpfs", at: "start" },
    { path: "/var/lock/apache2", becomes: "tmpfs", at: "start" },
    { path: "/etc/phpmyadmin", becomes: "nothing", at: "start" },
    { path: "/var/www/html/tmp", becomes: "tmpfs", at: "work", owner: { uid: 33, gid: 33 } },
    { path: "/etc/apache2", becomes: "nothing", at: "start", when: { variable: "APACHE_PORT" } },
    { path: "/usr/local/etc/php/conf.d", becomes: "nothing", at: "start", when: { variable: "HIDE_PHP_VERSION" } },
  ],
  gains: [],
  ports: [{ port: 80, for: "operator" }],
  secrets: [
    { variable: "PMA_PASSWORD", file: "PMA_PASSWORD_FILE" },
    { variable: "PMA_CONTROLPASS", file: "PMA_CONTROLPASS_FILE" },
    { variable: "MYSQL_ROOT_PASSWORD", file: "MYSQL_ROOT_PASSWORD_FILE" },
    { variable: "MYSQL_PASSWORD", file: "MYSQL_PASSWORD_FILE" },
  ],
  purpose: [],
  variants: [
    {
      tags: { word: "fpm" },
      has: {
        ports: [{ port: 9000, for: "project" }],
        asRoot: "unknown",
        writes: "unknown",
      },
      sources: [],
    },
  ],
} satisfies Image;
