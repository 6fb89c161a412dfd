import type { Image } from "../image.ts";
import postgres from "./postgres.ts";

export default {
  names: ["pgvector/pgvector"],
  looked: "2026-11",
  versions: { from: "0.4", to: "0.4", behind: true },
  flavours: ["pg"],
  sources: [
    {
      read: "pgvector/pgvector",
      paths: ["Dockerfile"],
      commit: "6e3101d5270c6da073c98a0c8e44ed69b67e8ad2",
      tells: ["build"],
    },
    {
      // The start is that of the image that it is built on.
      read: "docker-library/postgres",
      paths: ["18/alpine3.21/docker-entrypoint.sh"],
      commit: "c9fa4d7c3234697f0f5abf3f6e2116e28803680d",
      tells: ["start", "secrets", "purpose"],
    },
  ],
  kind: postgres.kind,
  user: postgres.user,
  becomes: postgres.becomes,
  asRoot: postgres.asRoot,
  asUser: postgres.asUser,
  runAs: postgres.runAs,
  writes: postgres.writes,
  gains: postgres.gains,
  ports: postgres.ports,
  secrets: postgres.secrets,
  purpose: postgres.purpose,
} satisfies Image;
