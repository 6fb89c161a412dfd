import type { Image } from "../image.ts";

export default {
  names: ["postfixadmin"],
  looked: "2026-11",
  versions: { from: "4.0", to: "4.0" },
  flavours: ["apache"],
  sources: [
    {
      read: "postfixadmin/docker",
      paths: ["Dockerfile-debian.template"],
      commit: "05b26efcb8c06a40ad82886f667205f3d8125160",
      tells: ["build"],
    },
    {
      read: "postfixadmin/docker",
      paths: ["docker-entrypoint.sh"],
      commit: "2c6e297b3dc272d4c25252e9a36710e89d8c3a54",
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
    { path: "/run", becomes: "tmpfs", at: "start" },
    { path: "/var/run/apache2", becomes: "tmpfs", at: "start" },
    { path: "/var/lock/apache2", becomes: "tmpfs", at: "start" },
    { path: "/var/www/html", becomes: "volume", at: "start" },
    {
      path: "/var/tmp",
      becomes: "volume",
      at: "start",
      when: {
        any: [{ not: { variable: "POSTFIXADMIN_DB_TYPE" } }, { variable: "POSTFIXADMIN_DB_TYPE", is: "sqlite" }],
      },
    },
    {
      path: "/var/tmp",
      becomes: "tmpfs",
      at: "work",
      when: {
        all: [{ variable: "POSTFIXADMIN_DB_TYPE" }, { not: { variable: "POSTFIXADMIN_DB_TYPE", is: "sqlite" } }],
      },
    },
  ],
  gains: [],
  ports: [{ port: 80, for: "project" }],
  secrets: [
    { variable: "POSTFIXADMIN_DB_PASSWORD", file: "POSTFIXADMIN_DB_PASSWORD_FILE" },
    { variable: "POSTFIXADMIN_SETUP_PASSWORD", file: "POSTFIXADMIN_SETUP_PASSWORD_FILE" },
  ],
  purpose: [],
} satisfies Image;
