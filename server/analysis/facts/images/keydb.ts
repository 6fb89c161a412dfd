import type { Image } from "../image.ts";

export default {
  names: ["eqalpha/keydb"],
  looked: "2026-11",
  versions: { from: "6.3", to: "6.3" },
  flavours: ["x"],
  sources: [
    {
      read: "Snapchat/KeyDB",
      paths: ["pkg/docker/Dockerfile"],
      commit: "26285d3dd5d010759ed7fb16e4417c8f0432d368",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "keydb", by: "gosu" },
  asRoot: [
    { name: "CHOWN", why: "gives its data to another user", fails: false },
    {
      name: "DAC_OVERRIDE",
      why: "enters directories that are not root's, such as its data at the second start",
      fails: false,
    },
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
  ],
  asUser: [],
  runAs: "any",
  writes: [{ path: "/data", becomes: "own volume", at: "start" }],
  gains: [],
  ports: [{ port: 6379, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
