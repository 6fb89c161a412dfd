import type { Image } from "../image.ts";

export default {
  names: ["percona"],
  looked: "2026-11",
  versions: { from: "8.4", to: "8.4" },
  flavours: [],
  sources: [
    {
      read: "percona/percona-docker",
      paths: ["percona-server-8.4/Dockerfile-dockerhub"],
      commit: "29f19b5c3bac519a3a92a3217091b95731aba154",
      tells: ["build", "work", "purpose"],
    },
    {
      read: "percona/percona-docker",
      paths: ["percona-server-8.4/ps-entry-dockerhub.sh"],
      commit: "5111bcb8cb4a7b98bb3704d12efa21e3ce42daed",
      tells: ["start", "secrets"],
    },
  ],
  kind: "program",
  user: { text: "mysql", uid: 1001, gid: 1001 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 1001, gid: 1001, text: "mysql" },
  writes: [
    { path: "/var/lib/mysql", becomes: "own volume", at: "start" },
    { path: "/var/log/mysql", becomes: "own volume", at: "work" },
    { path: "/var/run/mysqld", becomes: "tmpfs", at: "start", owner: { uid: 1001, gid: 0 } },
    { path: "/tmp", becomes: "tmpfs", at: "start" },
    {
      path: "/usr/local/percona",
      becomes: "tmpfs",
      at: "start",
      owner: { uid: 1001, gid: 1001 },
      else: "it keeps no telemetry",
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
  purpose: [],
} satisfies Image;
