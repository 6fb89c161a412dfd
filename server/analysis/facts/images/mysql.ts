import type { Image } from "../image.ts";

export default {
  names: ["mysql"],
  looked: "2026-11",
  versions: { from: "5.7", to: "9" },
  flavours: ["oracle", "oraclelinux"],
  sources: [
    {
      read: "docker-library/mysql",
      paths: ["8.4/Dockerfile.oracle"],
      commit: "8a0100a365707fa3e59d5b23defc64b9314c4bc7",
      tells: ["build"],
    },
    {
      read: "docker-library/mysql",
      paths: ["8.4/docker-entrypoint.sh"],
      commit: "319db566ac7fef45c22f3df15ee5e194a7c43259",
      tells: ["start", "secrets", "purpose"],
    },
    { documented: "https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html", tells: ["work"] },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "mysql", by: "gosu" },
  asRoot: [
    { name: "CHOWN", why: "gives its data, socket and log directories to mysql", fails: false },
    { name: "DAC_OVERRIDE", why: "enters the data directory at the second start, when it is mysql's" },
    { name: "SETGID", why: "becomes the group mysql" },
    { name: "SETUID", why: "becomes mysql" },
  ],
  asUser: [],
  runAs: { uid: 999, gid: 999, text: "mysql" },
  writes: [
    { path: "/var/run/mysqld", becomes: "tmpfs", at: "start" },
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/var/lib/mysql", becomes: "own volume", at: "start" },
    {
      path: "/var/lib/mysql-files",
      becomes: "tmpfs",
      at: "work",
      owner: { uid: 999, gid: 999 },
      else: "SELECT … INTO OUTFILE fails",
    },
  ],
  gains: [],
  ports: [
    { port: 3306, for: "project" },
    { port: 33060, for: "project" },
  ],
  secrets: [
    { variable: "MYSQL_ROOT_PASSWORD", file: "MYSQL_ROOT_PASSWORD_FILE" },
    { variable: "MYSQL_PASSWORD", file: "MYSQL_PASSWORD_FILE" },
  ],
  purpose: [
    { needs: { capability: "SYS_NICE" }, why: "sets the priority and memory policy of its threads", optional: true },
  ],
  notes: ["SYS_NICE takes away the message `mbind: Operation not permitted`, which is harmless."],
} satisfies Image;
