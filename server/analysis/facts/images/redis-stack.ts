import type { Image } from "../image.ts";

export default {
  names: ["redis/redis-stack"],
  looked: "2026-11",
  versions: { from: "6.2", to: "6.2", behind: true },
  flavours: [],
  sources: [
    {
      read: "redis-stack/redis-stack",
      paths: ["dockers/dockerfile.tmpl"],
      commit: "0bfda806f60cd122848063b739f1b0d5c83772b5",
      tells: ["build"],
    },
    {
      read: "redis-stack/redis-stack",
      paths: ["etc/scripts/entrypoint.sh"],
      commit: "021ec701f84b4a73b61799c61a3f643a018f0f01",
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
  gains: "unknown",
  ports: [
    { port: 6379, for: "project" },
    { port: 8001, for: "operator" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
