import type { Image } from "../image.ts";

export default {
  names: ["matomo"],
  looked: "2026-11",
  versions: { from: "4.12", to: "4.12", behind: true },
  flavours: ["apache"],
  sources: [
    {
      read: "matomo-org/docker",
      paths: ["apache/Dockerfile"],
      commit: "18ce387f82243942c8158e0397fce0b859fa2c44",
      tells: ["build"],
    },
    {
      read: "matomo-org/docker",
      paths: ["apache/docker-entrypoint.sh"],
      commit: "6b775a4197b55169bd9ebc8f20a1d74b09fc61ad",
      tells: ["start", "purpose"],
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
    { name: "CHOWN", why: "gives its files to www-data" },
    { name: "DAC_OVERRIDE", why: "writes into directories that are www-data's" },
    { name: "FOWNER", why: "sets modes and times of files that are www-data's by then" },
    { name: "SETGID", why: "starts its workers in the group www-data" },
    { name: "SETUID", why: "starts its workers as www-data" },
  ],
  asUser: [],
  runAs: "unknown",
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/var/tmp", becomes: "tmpfs", at: "work" },
    { path: "/run", becomes: "tmpfs", at: "start" },
    { path: "/var/run/apache2", becomes: "tmpfs", at: "start" },
    { path: "/var/lock/apache2", becomes: "tmpfs", at: "start" },
    { path: "/var/www/html", becomes: "own volume", at: "start" },
  ],
  gains: [],
  ports: [{ port: 80, for: "others" }],
  secrets: "unknown",
  purpose: [],
} satisfies Image;
