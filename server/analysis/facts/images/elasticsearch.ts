import type { Image } from "../image.ts";

export default {
  names: ["elasticsearch", "docker.elastic.co/elasticsearch/elasticsearch"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/elastic/elasticsearch/blob/main/distribution/docker/src/docker/Dockerfile",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "elasticsearch", uid: 1000 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 1000, gid: 0, text: "1000:0" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/usr/share/elasticsearch/data", becomes: "volume", at: "start" },
    { path: "/usr/share/elasticsearch/logs", becomes: "volume", at: "start" },
  ],
  gains: [],
  ports: [
    { port: 9200, for: "project" },
    { port: 9300, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["Memory is locked through `ulimits: memlock`, not IPC_LOCK."],
} satisfies Image;
