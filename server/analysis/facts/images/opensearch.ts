import type { Image } from "../image.ts";

export default {
  names: ["opensearchproject/opensearch"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    { documented: "https://github.com/opensearch-project/opensearch-build", tells: ["build", "start", "work"] },
  ],
  kind: "program",
  user: { text: "opensearch", uid: 1000 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 1000, gid: 1000, text: "opensearch" },
  writes: [{ path: "/tmp", becomes: "tmpfs", at: "work" }],
  gains: [],
  ports: [
    { port: 9200, for: "project" },
    { port: 9600, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
