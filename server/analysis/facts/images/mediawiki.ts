import type { Image } from "../image.ts";

export default {
  names: ["mediawiki"],
  looked: "2026-11",
  versions: { from: "1.45", to: "1.45", behind: true },
  flavours: [],
  sources: [
    {
      read: "wikimedia/mediawiki-docker",
      paths: ["1.45/apache/Dockerfile"],
      commit: "38d6359524138c24c6e479d36ad59149fc595c48",
      tells: ["build", "start", "purpose"],
    },
    {
      read: "docker-library/php",
      paths: ["8.4/trixie/apache/Dockerfile"],
      commit: "031323936518d710eee20625f7a91b1b4badf1b9",
      tells: ["work"],
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
  runAs: { uid: 33, gid: 33, text: "www-data" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/var/tmp", becomes: "tmpfs", at: "work" },
    { path: "/run", becomes: "tmpfs", at: "start" },
    { path: "/var/run/apache2", becomes: "tmpfs", at: "start" },
    { path: "/var/lock/apache2", becomes: "tmpfs", at: "start" },
    { path: "/var/www/html/images", becomes: "volume", at: "work" },
    { path: "/var/www/html/cache", becomes: "nothing", at: "work" },
    { path: "/var/www/data", becomes: "volume", at: "work" },
  ],
  gains: [],
  ports: [{ port: 80, for: "others" }],
  secrets: "unknown",
  purpose: [],
  notes: [
    "LocalSettings.php is mounted; without it the site asks for its installation.",
    "/var/www/data is for SQLite.",
  ],
} satisfies Image;
