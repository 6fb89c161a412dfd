import type { Image } from "../image.ts";

export default {
  names: ["flink"],
  looked: "2026-11",
  versions: { from: "1.20", to: "1.20", behind: true },
  flavours: ["scala", "java"],
  sources: [
    {
      read: "apache/flink-docker",
      paths: ["1.20/scala_2.12-java17-ubuntu/Dockerfile"],
      commit: "aafc94c58d766fdc14eb76ca20e2b0cdef0b9952",
      tells: ["build"],
    },
    {
      read: "apache/flink-docker",
      paths: ["1.20/scala_2.12-java8-ubuntu/docker-entrypoint.sh"],
      commit: "47f2a4cd516285b4062d9ab8984a28af3c0b12a0",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "flink", by: "gosu" },
  asRoot: [
    { name: "DAC_OVERRIDE", why: "writes its configuration, which is flink's" },
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
  ],
  asUser: [],
  runAs: { text: "flink", uid: 9999, gid: 9999 },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/opt/flink/conf", becomes: "nothing", at: "start" },
    { path: "/opt/flink/plugins", becomes: "nothing", at: "start", when: { variable: "ENABLE_BUILT_IN_PLUGINS" } },
  ],
  gains: [],
  ports: [
    { port: 6123, for: "project" },
    { port: 8081, for: "operator" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
