import type { Image } from "../image.ts";

export default {
  names: ["neo4j"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "neo4j", by: "su-exec" },
  asRoot: [
    { name: "CHOWN", why: "gives its data to another user" },
    { name: "DAC_OVERRIDE", why: "enters directories that are not root's, such as its data at the second start" },
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
  ],
  asUser: [],
  runAs: { uid: 7474, gid: 7474, text: "neo4j" },
  writes: [{ path: "/tmp", becomes: "tmpfs", at: "work" }],
  gains: [],
  ports: [
    { port: 7474, for: "project" },
    { port: 7473, for: "project" },
    { port: 7687, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
