import type { Image } from "../image.ts";

export default {
  names: ["bitnami/postgresql", "bitnamilegacy/postgresql", "bitnamisecure/postgresql"],
  looked: "2026-11",
  versions: { from: "11", to: "18" },
  flavours: ["debian", "r"],
  sources: [
    {
      read: "bitnami/containers",
      paths: ["bitnami/postgresql/16/debian-12/Dockerfile"],
      commit: "95fe4f8d57d8b0562c0af0bfbe468a616ee4048a",
      tells: ["build", "purpose"],
    },
    {
      documented: "https://github.com/bitnami/containers/blob/main/bitnami/postgresql/README.md",
      tells: ["start", "work", "secrets"],
    },
  ],
  kind: "program",
  user: { text: "1001", uid: 1001 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 1001, gid: 0, text: "1001:0" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/bitnami/postgresql", becomes: "own volume", at: "start" },
    // Its set-up writes the configuration into the image's own directories.
    { path: "/opt/bitnami/postgresql/conf", becomes: "nothing", at: "start" },
    { path: "/opt/bitnami/postgresql/tmp", becomes: "nothing", at: "start" },
    { path: "/opt/bitnami/postgresql/logs", becomes: "nothing", at: "start" },
  ],
  gains: [],
  ports: [{ port: 5432, for: "project" }],
  secrets: [
    { variable: "POSTGRESQL_PASSWORD", file: "POSTGRESQL_PASSWORD_FILE" },
    { variable: "POSTGRES_PASSWORD", file: "POSTGRES_PASSWORD_FILE" },
    { variable: "POSTGRESQL_POSTGRES_PASSWORD", file: "POSTGRESQL_POSTGRES_PASSWORD_FILE" },
  ],
  purpose: [],
} satisfies Image;
