import type { Image } from "../image.ts";

export default {
  names: ["aerospike"],
  looked: "2026-11",
  versions: { from: "7.2", to: "7.2", behind: true },
  flavours: [],
  sources: [
    {
      read: "aerospike/aerospike-server.docker",
      paths: ["community/ubuntu24.04/Dockerfile"],
      commit: "033b7b6fea20a2f425e59657dd4ee7f90b3d0828",
      tells: ["build"],
    },
    {
      read: "aerospike/aerospike-server.docker",
      paths: ["entrypoint.sh"],
      commit: "127922f0952ad3b43f98c88cd8d4af60c5e7a26a",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: [],
  ports: [
    { port: 3000, for: "project" },
    { port: 3001, for: "project" },
    { port: 3002, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["The start writes /etc/aerospike/aerospike.conf from its template, where that is there."],
} satisfies Image;
