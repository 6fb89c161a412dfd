import type { Image } from "../image.ts";

export default {
  names: ["redis"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/redis/docker-library-redis/blob/release/8.2/debian/docker-entrypoint.sh",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "redis", by: "setpriv" },
  asRoot: [
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
    { name: "CHOWN", why: "gives its data to another user" },
  ],
  asUser: [],
  runAs: { uid: 999, gid: 999, text: "redis" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/data", becomes: "volume", at: "start" },
  ],
  gains: [],
  ports: [{ port: 6379, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
  notes: [
    "Without SETUID or SETGID the entrypoint does not fail: redis silently stays root. `cap_drop: [ALL]` needs `user: redis` or both.",
  ],
  variants: [
    {
      tags: { word: "alpine" },
      has: { runAs: { uid: 999, gid: 1000, text: "redis" } },
      sources: [
        {
          documented: "https://github.com/redis/docker-library-redis/blob/release/8.2/debian/docker-entrypoint.sh",
          tells: ["build", "start", "work"],
        },
      ],
    },
    {
      tags: { before: "8.0.2" },
      has: {
        becomes: { user: "redis", by: "gosu" },
        asRoot: [
          { name: "CHOWN", why: "gives its data to another user" },
          { name: "DAC_OVERRIDE", why: "enters directories that are not root's, such as its data at the second start" },
          { name: "SETGID", why: "becomes another group" },
          { name: "SETUID", why: "becomes another user" },
        ],
        notes: [],
      },
      sources: [
        {
          documented: "https://github.com/redis/docker-library-redis/blob/release/8.2/debian/docker-entrypoint.sh",
          tells: ["build", "start", "work"],
        },
      ],
    },
  ],
} satisfies Image;
