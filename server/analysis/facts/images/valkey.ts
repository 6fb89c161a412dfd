import type { Image } from "../image.ts";

export default {
  names: ["valkey/valkey"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      read: "valkey-io/valkey-container",
      paths: ["docker-entrypoint.sh"],
      commit: "2a80026d51102f32b36b249542027cb11223a7f1",
      tells: ["start", "secrets", "purpose"],
    },
    { documented: "https://github.com/valkey-io/valkey-container", tells: ["build", "work"] },
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
  secrets: [],
  purpose: [],
  variants: [{ tags: { word: "alpine" }, has: { runAs: { uid: 999, gid: 1000, text: "valkey" } }, sources: [] }],
} satisfies Image;
