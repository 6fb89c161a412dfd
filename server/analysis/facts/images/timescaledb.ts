import type { Image } from "../image.ts";
import postgres from "./postgres.ts";

export default {
  names: ["timescale/timescaledb"],
  looked: "2026-11",
  versions: { from: "2.8", to: "2.9", behind: true },
  flavours: ["pg", "oss"],
  sources: [
    {
      read: "timescale/timescaledb-docker",
      paths: ["Dockerfile"],
      commit: "8258c99caf6e12581930874644f44a0eaefe0ee3",
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
  runAs: { ...postgres.runAs, uid: 70, gid: 70 },
  writes: postgres.writes,
  gains: postgres.gains,
  ports: postgres.ports,
  secrets: postgres.secrets,
  purpose: postgres.purpose,
} satisfies Image;
