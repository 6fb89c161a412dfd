import type { Image } from "../image.ts";

export default {
  names: ["yourls"],
  looked: "2026-11",
  versions: { from: "1.9", to: "1.9", behind: true },
  flavours: ["apache"],
  sources: [
    {
      read: "YOURLS/containers",
      paths: ["apache/Dockerfile"],
      commit: "0393a4a755ac9f06e4f4fd54898945db9cee4d19",
      tells: ["build"],
    },
    {
      read: "YOURLS/containers",
      paths: ["docker-entrypoint.sh"],
      commit: "0ea0f4eece7d63da38d450e7f017105153b18d25",
      tells: ["start", "secrets", "purpose"],
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
    { path: "/var/www/html", becomes: "volume", at: "start" },
  ],
  gains: [],
  ports: [{ port: 80, for: "others" }],
  secrets: [
    { variable: "YOURLS_DB_PASS", file: "YOURLS_DB_PASS_FILE" },
    { variable: "YOURLS_PASS", file: "YOURLS_PASS_FILE" },
  ],
  purpose: [],
} satisfies Image;
