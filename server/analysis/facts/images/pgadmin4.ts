import type { Image } from "../image.ts";

export default {
  names: ["dpage/pgadmin4"],
  looked: "2026-11",
  versions: { from: "9.8", to: "9.9" },
  flavours: [],
  sources: [
    {
      read: "pgadmin-org/pgadmin4",
      paths: ["Dockerfile"],
      commit: "0132ce20019267257ecf0fc16ad1798235d65bfd",
      tells: ["build"],
    },
    {
      read: "pgadmin-org/pgadmin4",
      paths: ["pkg/docker/entrypoint.sh"],
      commit: "ae1aa48f039853f86f060c59b57afe9fdccf1877",
      tells: ["start", "secrets"],
    },
  ],
  kind: "program",
  user: { text: "5050", uid: 5050, gid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: { text: "pgadmin", uid: 5050, gid: 0 },
  writes: [
    { path: "/var/lib/pgadmin", becomes: "own volume", at: "start" },
    {
      path: "/pgadmin4/config_distro.py",
      becomes: "nothing",
      at: "start",
      movedBy: "PGADMIN_CUSTOM_CONFIG_DISTRO_FILE",
    },
    {
      path: "/run/pgadmin",
      becomes: "tmpfs",
      at: "start",
      when: { variable: "PGADMIN_ENABLE_SOCK" },
      owner: { uid: 5050, gid: 0 },
    },
  ],
  gains: [
    {
      program: "sudo",
      by: "set-user-ID",
      why: "starts Postfix, which sends its mail",
      when: { not: { variable: "PGADMIN_DISABLE_POSTFIX" } },
    },
    { program: "/usr/local/bin/python3", by: "NET_BIND_SERVICE", why: "carries it as a file capability for port 80" },
  ],
  ports: [
    { port: 80, for: "operator" },
    { port: 443, for: "operator" },
  ],
  secrets: [
    { variable: "PGADMIN_DEFAULT_PASSWORD", file: "PGADMIN_DEFAULT_PASSWORD_FILE" },
    { variable: "PGADMIN_CONFIG_CONFIG_DATABASE_URI", file: "PGADMIN_CONFIG_CONFIG_DATABASE_URI_FILE" },
  ],
  purpose: "unknown",
  notes: ["Its Python carries the file capability cap_net_bind_service: without NET_BIND_SERVICE it does not start."],
} satisfies Image;
