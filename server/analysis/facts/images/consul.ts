import type { Image } from "../image.ts";

export default {
  names: ["hashicorp/consul", "consul"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "consul", by: "su-exec" },
  asRoot: [
    { name: "CHOWN", why: "gives its data to another user" },
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
  ],
  asUser: [],
  runAs: { uid: 100, gid: 1000, text: "consul" },
  writes: [{ path: "/tmp", becomes: "tmpfs", at: "work" }],
  gains: [],
  ports: [
    { port: 8500, for: "project" },
    { port: 8600, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
