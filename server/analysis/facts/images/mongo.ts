import type { Image } from "../image.ts";

export default {
  names: ["mongo"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/docker-library/mongo/blob/master/docker-entrypoint.sh",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "mongodb", by: "gosu" },
  asRoot: [
    { name: "CHOWN", why: "gives its data to another user" },
    { name: "DAC_OVERRIDE", why: "enters directories that are not root's, such as its data at the second start" },
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
  ],
  asUser: [],
  runAs: { uid: 999, gid: 999, text: "mongodb" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/data/db", becomes: "volume", at: "start" },
    { path: "/data/configdb", becomes: "volume", at: "start" },
  ],
  gains: [],
  ports: [{ port: 27017, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["mongod puts its socket into /tmp."],
} satisfies Image;
