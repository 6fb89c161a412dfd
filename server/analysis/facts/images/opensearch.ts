import type { Image } from "../image.ts";

export default {
  names: ["opensearchproject/opensearch"],
  looked: "2026-11",
  versions: { from: "2", to: "3" },
  flavours: [],
  sources: [
    {
      read: "opensearch-project/opensearch-build",
      paths: ["docker/release/config/opensearch/opensearch-docker-entrypoint-2.x.sh"],
      commit: "c66fe25d6c01d40d48bfb94cfbde1218c31dea7b",
      tells: ["start", "work", "secrets"],
    },
    {
      documented: "https://docs.opensearch.org/latest/install-and-configure/install-opensearch/docker/",
      tells: ["build", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "opensearch", uid: 1000, gid: 1000 },
  becomes: null,
  // Its entry point refuses to start as root.
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 1000, gid: 1000, text: "opensearch" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/usr/share/opensearch/data", becomes: "volume", at: "work" },
    { path: "/usr/share/opensearch/logs", becomes: "volume", at: "start" },
    // The keystore, and the certificates of the demo set-up.
    { path: "/usr/share/opensearch/config", becomes: "nothing", at: "start" },
  ],
  gains: [],
  ports: [
    { port: 9200, for: "project" },
    { port: 9600, for: "operator" },
  ],
  secrets: [{ variable: "OPENSEARCH_INITIAL_ADMIN_PASSWORD" }],
  purpose: [],
} satisfies Image;
