import type { Image } from "../image.ts";

export default {
  names: ["arangodb"],
  looked: "2026-11",
  versions: { from: "3.12", to: "3.12" },
  flavours: [],
  sources: [
    {
      read: "arangodb/arangodb-docker",
      paths: ["alpine/3.12.12/Dockerfile"],
      commit: "9200b580e0e94864118d275e5e379251b3503970",
      tells: ["build"],
    },
    {
      read: "arangodb/arangodb-docker",
      paths: ["alpine/3.12.0.2/docker-entrypoint.sh"],
      commit: "2ef14f68bdb95bef50e50d3edaf00c646e2e5d87",
      tells: ["start", "secrets"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: "any",
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "start" },
    { path: "/var/lib/arangodb3", becomes: "own volume", at: "start" },
    { path: "/var/lib/arangodb3-apps", becomes: "own volume", at: "start" },
  ],
  gains: [],
  ports: [{ port: 8529, for: "project" }],
  secrets: [{ variable: "ARANGO_ROOT_PASSWORD", file: "ARANGO_ROOT_PASSWORD_FILE" }],
  purpose: "unknown",
  notes: [
    "Its data belongs to group 0, which may write there, so that any user of group 0 will do.",
    "On a machine with several NUMA nodes it asks for SYS_NICE, and starts without.",
  ],
} satisfies Image;
