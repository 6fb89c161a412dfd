import type { Image } from "../image.ts";

export default {
  names: ["couchdb"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "couchdb", by: "gosu" },
  asRoot: [
    { name: "CHOWN", why: "gives its data to another user" },
    { name: "DAC_OVERRIDE", why: "enters directories that are not root's, such as its data at the second start" },
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
    { name: "FOWNER", why: "sets modes of files that are another user's by then" },
  ],
  asUser: [],
  runAs: { uid: 5984, gid: 5984, text: "couchdb" },
  writes: [{ path: "/tmp", becomes: "tmpfs", at: "work" }],
  gains: [],
  ports: [
    { port: 5984, for: "project" },
    { port: 4369, for: "project" },
    { port: 9100, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
