import type { Image } from "../image.ts";

export default {
  names: ["solr"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/apache/solr/blob/main/solr/docker/templates/Dockerfile.body.template",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "solr", uid: 8983 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 8983, gid: 8983, text: "solr" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/var/solr", becomes: "volume", at: "start" },
  ],
  gains: [],
  ports: [{ port: 8983, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
