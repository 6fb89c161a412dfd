import type { Image } from "../image.ts";

export default {
  names: ["postgres"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/docker-library/postgres/blob/master/docker-entrypoint.sh",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "postgres", by: "gosu" },
  asRoot: [
    { name: "CHOWN", why: "gives its data to another user" },
    { name: "DAC_OVERRIDE", why: "enters directories that are not root's, such as its data at the second start" },
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
  ],
  asUser: [],
  runAs: { uid: 999, gid: 999, text: "postgres" },
  writes: [
    { path: "/var/run/postgresql", becomes: "tmpfs", at: "work" },
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/var/lib/postgresql/data", becomes: "volume", at: "start" },
    { path: "/var/lib/postgresql", becomes: "volume", at: "start" },
  ],
  gains: [],
  ports: [{ port: 5432, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
  instead: "cgr.dev/chainguard/postgres",
  notes: [
    "Without DAC_OVERRIDE the first start works and the second fails: the entrypoint cannot enter the 0700 data directory.",
    "From 18 on the volume is /var/lib/postgresql.",
    "/dev/shm is small with 64 MB: `shm_size`.",
  ],
  variants: [
    {
      tags: { word: "alpine" },
      has: { runAs: { uid: 70, gid: 70, text: "postgres" } },
      sources: [
        {
          documented: "https://github.com/docker-library/postgres/blob/master/docker-entrypoint.sh",
          tells: ["build", "start", "work"],
        },
      ],
    },
    {
      tags: { before: "10" },
      has: {
        asRoot: [
          { name: "CHOWN", why: "gives its data to another user" },
          { name: "DAC_OVERRIDE", why: "enters directories that are not root's, such as its data at the second start" },
          { name: "FOWNER", why: "sets modes of files that are another user's by then" },
          { name: "SETGID", why: "becomes another group" },
          { name: "SETUID", why: "becomes another user" },
        ],
      },
      sources: [
        {
          documented: "https://github.com/docker-library/postgres/blob/master/docker-entrypoint.sh",
          tells: ["build", "start", "work"],
        },
      ],
    },
  ],
} satisfies Image;
