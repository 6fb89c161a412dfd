import type { Image } from "../image.ts";

export default {
  names: ["dpage/pgadmin4"],
  looked: "2026-11",
  versions: { from: "6", to: "9" },
  flavours: [],
  sources: [
    {
      read: "pgadmin-org/pgadmin4",
      paths: ["Dockerfile"],
      commit: "36c9eb3dfd9202c5ab46272d573619c75cfdd79a",
      tells: ["build"],
    },
    {
      read: "pgadmin-org/pgadmin4",
      paths: ["pkg/docker/entrypoint.sh"],
      commit: "ae1aa48f039853f86f060c59b57afe9fdccf1877",
      tells: ["start", "secrets", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "pgadmin", uid: 5050 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: { uid: 5050, text: "pgadmin" },
  writes: "unknown",
  gains: [
    {
      program: "sudo",
      by: "set-user-ID",
      why: "starts Postfix, which sends its mails",
      when: { not: { variable: "PGADMIN_DISABLE_POSTFIX" } },
    },
  ],
  ports: [
    { port: 80, for: "operator" },
    { port: 443, for: "operator" },
  ],
  secrets: [
    { variable: "PGADMIN_DEFAULT_PASSWORD", file: "PGADMIN_DEFAULT_PASSWORD_FILE" },
    { variable: "PGADMIN_CONFIG_CONFIG_DATABASE_URI", file: "PGADMIN_CONFIG_CONFIG_DATABASE_URI_FILE" },
  ],
  purpose: [],
  notes: [
    "The file of Python carries NET_BIND_SERVICE, so that it does not start once that is dropped.",
    "The start writes /pgadmin4/config_distro.py.",
  ],
} satisfies Image;
