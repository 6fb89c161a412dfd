import type { Image } from "../image.ts";

export default {
  names: ["mysql/mysql-server"],
  looked: "2026-11",
  versions: { from: "8.0", to: "8.0" },
  flavours: [],
  sources: [
    {
      read: "mysql/mysql-docker",
      paths: ["mysql-server/8.0/Dockerfile"],
      commit: "00fccb331b8f019241fb6914966d3f5aeed85bdc",
      tells: ["build"],
    },
    {
      read: "mysql/mysql-docker",
      paths: ["mysql-server/8.0/docker-entrypoint.sh"],
      commit: "1b947b21282a0186bdb327999ac98cff1d9d9e6f",
      tells: ["start", "secrets", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "mysql", by: "the program itself" },
  asRoot: [
    { name: "CHOWN", why: "gives its data and password files to mysql" },
    { name: "DAC_OVERRIDE", why: "writes into files and directories that are mysql's" },
    { name: "FOWNER", why: "sets the mode of password files that are mysql's by then" },
    { name: "SETGID", why: "becomes the group mysql" },
    { name: "SETUID", why: "becomes mysql" },
  ],
  asUser: [],
  runAs: "unknown",
  writes: "unknown",
  gains: [],
  ports: [
    { port: 3306, for: "project" },
    { port: 33060, for: "project" },
    { port: 33061, for: "project" },
  ],
  secrets: [{ variable: "MYSQL_ROOT_PASSWORD" }, { variable: "MYSQL_PASSWORD" }],
  purpose: [],
  notes: ["MYSQL_ROOT_PASSWORD may be the path of a file with the password."],
} satisfies Image;
