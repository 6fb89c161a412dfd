import type { Image } from "../image.ts";

export default {
  names: ["linuxserver/*", "lscr.io/linuxserver/*", "ghcr.io/linuxserver/*"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "PUID:PGID", by: "s6" },
  asRoot: [
    { name: "CHOWN", why: "gives its data to another user" },
    { name: "DAC_OVERRIDE", why: "enters directories that are not root's, such as its data at the second start" },
    { name: "FOWNER", why: "sets modes of files that are another user's by then" },
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
    { name: "KILL", why: "signals processes of another user" },
  ],
  asUser: [],
  runAs: null,
  writes: [
    { path: "/run", becomes: "tmpfs", at: "work", exec: true },
    { path: "/tmp", becomes: "tmpfs", at: "work" },
  ],
  gains: [],
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["PUID and PGID are not `user:`. Which images work without root is documented for each."],
} satisfies Image;
