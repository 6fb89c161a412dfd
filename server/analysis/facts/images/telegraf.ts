import type { Image } from "../image.ts";

export default {
  names: ["telegraf"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "setpriv or su-exec telegraf", by: "setpriv" },
  asRoot: [
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
    { name: "CHOWN", why: "gives its data to another user" },
  ],
  asUser: [],
  runAs: null,
  writes: [{ path: "/tmp", becomes: "tmpfs", at: "work" }],
  gains: [],
  ports: [
    { port: 8125, for: "project" },
    { port: 8092, for: "project" },
    { port: 8094, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["The ping input wants NET_RAW as a file capability."],
} satisfies Image;
