import type { Image } from "../image.ts";

export default {
  names: ["clickhouse/clickhouse-server", "clickhouse"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "clickhouse", by: "clickhouse su" },
  asRoot: [
    { name: "CHOWN", why: "gives its data to another user" },
    { name: "DAC_OVERRIDE", why: "enters directories that are not root's, such as its data at the second start" },
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
  ],
  asUser: [],
  runAs: { uid: 101, gid: 101, text: "clickhouse" },
  writes: [{ path: "/tmp", becomes: "tmpfs", at: "work" }],
  gains: [],
  ports: [
    { port: 8123, for: "project" },
    { port: 9000, for: "project" },
    { port: 9009, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["SYS_NICE, NET_ADMIN and IPC_LOCK are optional; the program may carry file capabilities."],
} satisfies Image;
