import type { Image } from "../image.ts";

export default {
  names: ["ghost"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/docker-library/ghost/blob/master/docker-entrypoint.sh",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "node", by: "gosu" },
  asRoot: [
    { name: "CHOWN", why: "gives its data to another user" },
    { name: "DAC_OVERRIDE", why: "enters directories that are not root's, such as its data at the second start" },
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
  ],
  asUser: [],
  runAs: { uid: 1000, gid: 1000, text: "node" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/var/lib/ghost/content", becomes: "volume", at: "start" },
  ],
  gains: [],
  ports: [{ port: 2368, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
