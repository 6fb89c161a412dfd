import type { Image } from "../image.ts";

export default {
  names: ["cassandra"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/docker-library/cassandra/blob/master/docker-entrypoint.sh",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "cassandra", by: "gosu" },
  asRoot: [
    { name: "CHOWN", why: "gives its data to another user" },
    { name: "DAC_OVERRIDE", why: "enters directories that are not root's, such as its data at the second start" },
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
  ],
  asUser: [],
  runAs: { uid: 999, gid: 999, text: "cassandra" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/var/log/cassandra", becomes: "tmpfs", at: "work" },
    { path: "/var/lib/cassandra", becomes: "volume", at: "start" },
    { path: "/etc/cassandra", becomes: "nothing", at: "start" },
  ],
  gains: [],
  ports: [
    { port: 7000, for: "project" },
    { port: 7001, for: "project" },
    { port: 7199, for: "project" },
    { port: 9042, for: "project" },
    { port: 9160, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["The entrypoint edits /etc/cassandra/cassandra.yaml, so the root file system cannot be read-only."],
} satisfies Image;
