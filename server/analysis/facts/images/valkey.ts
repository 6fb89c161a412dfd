import type { Image } from "../image.ts";

export default {
  names: ["valkey/valkey"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/valkey-io/valkey-container/blob/mainline/docker-entrypoint.sh",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "valkey", by: "setpriv" },
  asRoot: [
    { name: "CHOWN", why: "gives its data to another user" },
    { name: "DAC_OVERRIDE", why: "enters directories that are not root's, such as its data at the second start" },
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
  ],
  asUser: [],
  runAs: { uid: 999, gid: 999, text: "valkey" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/data", becomes: "volume", at: "start" },
  ],
  gains: [],
  ports: [{ port: 6379, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
  variants: [{ tags: { word: "alpine" }, has: { runAs: { uid: 999, gid: 1000, text: "valkey" } }, sources: [] }],
} satisfies Image;
