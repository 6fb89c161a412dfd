import type { Image } from "../image.ts";

export default {
  names: ["open-liberty"],
  looked: "2026-11",
  versions: { from: "22.0.0.13", to: "22.0.0.13", behind: true },
  flavours: ["kernel", "slim", "java", "openj"],
  sources: [
    {
      read: "OpenLiberty/ci.docker",
      paths: ["releases/latest/kernel-slim/Dockerfile.ubuntu.openjdk17"],
      commit: "0115482b7db61818fbb105f4f1650c4a8ee318e7",
      tells: ["build"],
    },
    {
      read: "OpenLiberty/ci.docker",
      paths: ["releases/latest/kernel-slim/helpers/runtime/docker-server.sh"],
      commit: "31a38727daf262f6973f646154667894f1b413b5",
      tells: ["start"],
    },
  ],
  kind: "base",
  user: { text: "1001", uid: 1001, gid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 1001, gid: 0, text: "1001" },
  writes: "unknown",
  gains: [],
  ports: [
    { port: 9080, for: "project" },
    { port: 9443, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
