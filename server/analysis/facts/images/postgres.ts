import type { Image } from "../image.ts";

/** The start ends where it cannot set the mode of the log directory, and a new volume there is root's. */
const NOT_WITH_LOG_ELSEWHERE = [
  {
    when: { variable: "POSTGRES_INITDB_WALDIR" },
    why: "it sets the mode of the log directory, which is root's in a new volume",
  },
];

export default {
  names: ["postgres"],
  looked: "2026-11",
  versions: { from: "9", to: "18" },
  flavours: ["bookworm", "trixie", "bullseye", "buster", "stretch"],
  sources: [
    {
      read: "docker-library/postgres",
      paths: ["18/alpine3.24/Dockerfile", "18/trixie/Dockerfile"],
      commit: "e00e1bd34ec5c8a8e7ad89b273b3d42efaf6d5bc",
      tells: ["build"],
    },
    {
      read: "docker-library/postgres",
      paths: ["18/alpine3.21/docker-entrypoint.sh"],
      commit: "c9fa4d7c3234697f0f5abf3f6e2116e28803680d",
      tells: ["start", "secrets", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "postgres", by: "gosu" },
  asRoot: [
    { name: "CHOWN", why: "gives the data directory to postgres", fails: false },
    {
      name: "DAC_OVERRIDE",
      why: "enters the data directory at the second start, when it is postgres's with mode 0700",
    },
    { name: "SETGID", why: "becomes the group postgres" },
    { name: "SETUID", why: "becomes postgres" },
    {
      name: "FOWNER",
      why: "sets the mode of the log directory, which is postgres's by then",
      when: { variable: "POSTGRES_INITDB_WALDIR" },
    },
  ],
  asUser: [],
  runAs: { uid: 999, gid: 999, text: "postgres", unless: NOT_WITH_LOG_ELSEWHERE },
  writes: [
    { path: "/var/run/postgresql", becomes: "tmpfs", at: "start" },
    { path: "/tmp", becomes: "tmpfs", at: "start" },
    // The volume of 18 and later, with the data in it at 18/docker; before, both are the directory below.
    { path: "/var/lib/postgresql", becomes: "own volume", at: "start" },
    { path: "/var/lib/postgresql/data", becomes: "own volume", at: "start", movedBy: "PGDATA" },
    {
      path: "/var/lib/postgresql/data/pg_wal",
      becomes: "own volume",
      at: "start",
      movedBy: "POSTGRES_INITDB_WALDIR",
      when: { variable: "POSTGRES_INITDB_WALDIR" },
    },
  ],
  gains: [],
  ports: [{ port: 5432, for: "project" }],
  secrets: [{ variable: "POSTGRES_PASSWORD", file: "POSTGRES_PASSWORD_FILE" }],
  purpose: [],
  instead: "cgr.dev/chainguard/postgres",
  notes: [
    "Without DAC_OVERRIDE the first start works and the second fails: the entrypoint cannot enter the 0700 data directory.",
    "From 18 on the volume is /var/lib/postgresql.",
    "/dev/shm is small with 64 MB: `shm_size`.",
  ],
  variants: [
    {
      tags: { word: "alpine" },
      has: { runAs: { uid: 70, gid: 70, text: "postgres", unless: NOT_WITH_LOG_ELSEWHERE } },
      sources: [
        {
          read: "docker-library/postgres",
          paths: ["18/alpine3.24/Dockerfile"],
          commit: "e00e1bd34ec5c8a8e7ad89b273b3d42efaf6d5bc",
          tells: ["build"],
        },
      ],
    },
    {
      // The entry point that all versions shared before 10 came stops at a chmod that fails. Images of 9 that were built later pass over it.
      tags: { before: "10" },
      has: {
        asRoot: [
          { name: "CHOWN", why: "gives the data directory to postgres", fails: false },
          { name: "DAC_OVERRIDE", why: "enters the data directory at the second start" },
          { name: "FOWNER", why: "sets the mode of the data directory, which is postgres's by then" },
          { name: "SETGID", why: "becomes the group postgres" },
          { name: "SETUID", why: "becomes postgres" },
        ],
      },
      sources: [
        {
          read: "docker-library/postgres",
          paths: ["docker-entrypoint.sh"],
          commit: "5171511ccc2aad6385e44b0d60180a25f146b36f",
          tells: ["start"],
        },
      ],
    },
  ],
} satisfies Image;
