import type { Image } from "../image.ts";

export default {
  names: ["kong"],
  looked: "2026-11",
  versions: { from: "3.9", to: "3.9" },
  flavours: [],
  sources: [
    {
      read: "Kong/docker-kong",
      paths: ["Dockerfile.deb"],
      commit: "f080791de66545c3c4ad9418956c9cf63026d66e",
      tells: ["build"],
    },
    {
      read: "Kong/docker-kong",
      paths: ["docker-entrypoint.sh"],
      commit: "eb1b4b631413cecc7e3267087199277a42c7fdda",
      tells: ["start", "secrets"],
    },
  ],
  kind: "program",
  user: { text: "kong" },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: "unknown",
  writes: [{ path: "/usr/local/kong", becomes: "nothing", at: "start", movedBy: "KONG_PREFIX" }],
  gains: [],
  ports: [
    { port: 8000, for: "others" },
    { port: 8443, for: "others" },
    { port: 8001, for: "operator" },
    { port: 8444, for: "operator" },
  ],
  secrets: [
    { variable: "KONG_PASSWORD", file: "KONG_PASSWORD_FILE" },
    { variable: "KONG_PG_PASSWORD", file: "KONG_PG_PASSWORD_FILE" },
  ],
  purpose: "unknown",
} satisfies Image;
