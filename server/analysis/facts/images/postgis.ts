import type { Image } from "../image.ts";
import postgres from "./postgres.ts";

export default {
  names: ["postgis/postgis"],
  looked: "2026-11",
  versions: { from: "17", to: "17", behind: true },
  flavours: [],
  sources: [
    {
      read: "postgis/docker-postgis",
      paths: ["17-3.5/Dockerfile"],
      commit: "0eb34a5732e3afe3e7cbfe8ed004f504d849b4e4",
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
