import type { Image } from "../image.ts";

export default {
  names: ["redis"],
  looked: "2026-11",
  versions: { from: "5", to: "8" },
  flavours: ["bookworm", "trixie", "bullseye", "buster"],
  sources: [
    {
      read: "redis/docker-library-redis",
      paths: ["debian/Dockerfile"],
      commit: "32bca5d4a70f98602af71341900d0c9fc7f56bc8",
      tells: ["build"],
    },
    {
      read: "redis/docker-library-redis",
      paths: ["debian/docker-entrypoint.sh"],
      commit: "0d55be9aa67b917c2a45cadabf07518f356443b0",
      tells: ["start", "secrets", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "redis", by: "setpriv" },
  asRoot: [
    { name: "SETGID", why: "becomes the group redis" },
    { name: "SETUID", why: "becomes redis" },
    { name: "CHOWN", why: "gives /data to redis", fails: false },
  ],
  asUser: [],
  runAs: { uid: 999, gid: 999, text: "redis" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/data", becomes: "own volume", at: "work" },
  ],
  gains: [],
  ports: [{ port: 6379, for: "project" }],
  // A password is an argument of the program or a line of its configuration.
  secrets: [],
  purpose: [],
  notes: [
    "Without SETUID or SETGID the entrypoint does not fail: redis silently stays root. `cap_drop: [ALL]` needs `user: redis` or both.",
  ],
  variants: [
    {
      tags: { word: "alpine" },
      has: { runAs: { uid: 999, gid: 1000, text: "redis" } },
      sources: [
        {
          read: "redis/docker-library-redis",
          paths: ["7.4/alpine/Dockerfile"],
          commit: "94e314565979e3d752cd5eacec39cf47fb40a7bc",
          tells: ["build"],
        },
      ],
    },
    {
      tags: { before: "8.0.2" },
      has: {
        becomes: { user: "redis", by: "gosu" },
        asRoot: [
          { name: "CHOWN", why: "gives /data to redis", fails: false },
          {
            name: "DAC_OVERRIDE",
            why: "enters directories in /data at the second start, when they are redis's",
            fails: false,
          },
          { name: "SETGID", why: "becomes the group redis" },
          { name: "SETUID", why: "becomes redis" },
        ],
        notes: [],
      },
      sources: [
        {
          read: "redis/docker-library-redis",
          paths: ["7.2/debian/docker-entrypoint.sh"],
          commit: "a706f58d1eda013be586ae02817fe416aa92d6ec",
          tells: ["start"],
        },
      ],
    },
  ],
} satisfies Image;
