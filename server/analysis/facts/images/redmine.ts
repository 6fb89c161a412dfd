import type { Image } from "../image.ts";

export default {
  names: ["redmine"],
  looked: "2026-11",
  versions: { from: "7.0", to: "7.0" },
  flavours: ["trixie", "bookworm"],
  sources: [
    {
      read: "docker-library/redmine",
      paths: ["7.0/trixie/Dockerfile", "7.0/alpine3.24/Dockerfile"],
      commit: "314d4703ea43747a82c7330da273d2a3bb82fde3",
      tells: ["build"],
    },
    {
      read: "docker-library/redmine",
      paths: ["7.0/trixie/docker-entrypoint.sh"],
      commit: "f772dee7158856abee669c717bb258f1ad43bce9",
      tells: ["start", "secrets", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "redmine", by: "gosu" },
  asRoot: [
    { name: "CHOWN", why: "gives its files to redmine", fails: false },
    { name: "DAC_OVERRIDE", why: "enters directories that are redmine's alone", fails: false },
    { name: "SETGID", why: "becomes the group redmine" },
    { name: "SETUID", why: "becomes redmine" },
  ],
  asUser: [],
  runAs: { uid: 999, gid: 999, text: "redmine" },
  writes: "unknown",
  gains: [],
  ports: [{ port: 3000, for: "others" }],
  secrets: [
    { variable: "REDMINE_DB_PASSWORD", file: "REDMINE_DB_PASSWORD_FILE" },
    { variable: "REDMINE_SECRET_KEY_BASE", file: "REDMINE_SECRET_KEY_BASE_FILE" },
  ],
  purpose: [],
  notes: ["The start writes config/database.yml and installs gems of plugins."],
  variants: [
    {
      tags: { word: "alpine" },
      has: { runAs: { uid: 999, gid: 1000, text: "redmine" } },
      sources: [
        {
          read: "docker-library/redmine",
          paths: ["7.0/alpine3.24/Dockerfile"],
          commit: "314d4703ea43747a82c7330da273d2a3bb82fde3",
          tells: ["build"],
        },
      ],
    },
  ],
} satisfies Image;
