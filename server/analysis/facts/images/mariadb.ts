import type { Image } from "../image.ts";

export default {
  names: ["mariadb"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/MariaDB/mariadb-docker/blob/master/docker-entrypoint.sh",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "mysql", by: "gosu" },
  asRoot: [
    { name: "CHOWN", why: "gives its data to another user" },
    { name: "DAC_OVERRIDE", why: "enters directories that are not root's, such as its data at the second start" },
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
  ],
  asUser: [],
  runAs: { uid: 999, gid: 999, text: "mysql" },
  writes: [
    {
      path: "/run/mysqld",
      becomes: "tmpfs",
      at: "work",
      fails: { not: { any: [{ mounted: "/etc/mysql" }, { word: "--socket" }] } },
    },
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/var/lib/mysql", becomes: "volume", at: "start" },
  ],
  gains: [],
  ports: [{ port: 3306, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["The uid is given out by `useradd -r` and may differ between releases: `id mysql` tells."],
} satisfies Image;
