import type { Image } from "../image.ts";

export default {
  names: ["liquibase", "liquibase/liquibase"],
  looked: "2026-11",
  versions: { from: "4.25", to: "4.25", behind: true },
  flavours: [],
  sources: [
    {
      read: "liquibase/docker",
      paths: ["Dockerfile"],
      commit: "020928c71c223d85902b692650cba51b32234b5a",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "liquibase", uid: 1001, gid: 1001 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: { text: "liquibase", uid: 1001, gid: 1001 },
  writes: "unknown",
  gains: [],
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
