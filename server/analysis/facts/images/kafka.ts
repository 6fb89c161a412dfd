import type { Image } from "../image.ts";

export default {
  names: ["apache/kafka"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      read: "apache/kafka",
      paths: ["docker/jvm/Dockerfile"],
      commit: "120d52df7d4a1e7eaf90e4e069b9c49c27e3d0de",
      tells: ["build"],
    },
    {
      read: "apache/kafka",
      paths: ["docker/resources/common-scripts/configure"],
      commit: "070305685295c4104e47a64d49b2b7b22368e4e0",
      tells: ["start"],
    },
    { documented: "https://github.com/apache/kafka/tree/trunk/docker", tells: ["work"] },
  ],
  kind: "program",
  user: { text: "appuser", uid: 1000 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 1000, gid: 1000, text: "appuser" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/opt/kafka/logs", becomes: "tmpfs", at: "work", owner: { uid: 1000, gid: 1000 } },
    // The start copies its configuration there, beside files of the image, and ends where it cannot.
    { path: "/opt/kafka/config", becomes: "nothing", at: "start" },
    { path: "/var/lib/kafka/data", becomes: "own volume", at: "work" },
  ],
  gains: [],
  ports: [{ port: 9092, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
