import type { Image } from "../image.ts";

export default {
  names: ["elasticsearch", "docker.elastic.co/elasticsearch/elasticsearch"],
  looked: "2026-11",
  versions: { from: "7", to: "9" },
  flavours: ["wolfi"],
  sources: [
    {
      read: "elastic/elasticsearch",
      paths: ["distribution/docker/src/docker/bin/docker-entrypoint.sh"],
      commit: "561d4eba6236a3adfc157f902a5726f7168a256a",
      tells: ["start", "secrets"],
    },
    {
      documented: "https://www.elastic.co/docs/deploy-manage/deploy/self-managed/install-elasticsearch-with-docker",
      tells: ["build", "purpose"],
    },
    // It asks for what does not work yet: a read-only root with `config` and `logs` in the image.
    { documented: "https://github.com/elastic/elasticsearch/issues/71157", tells: ["work"] },
  ],
  kind: "program",
  user: { text: "elasticsearch", uid: 1000, gid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 1000, gid: 0, text: "1000:0" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/usr/share/elasticsearch/data", becomes: "volume", at: "work" },
    { path: "/usr/share/elasticsearch/logs", becomes: "volume", at: "start" },
    // The keystore and, from 8 on, the certificates and settings of the automatic set-up.
    { path: "/usr/share/elasticsearch/config", becomes: "nothing", at: "start" },
  ],
  gains: [],
  ports: [
    { port: 9200, for: "project" },
    { port: 9300, for: "project" },
  ],
  secrets: [
    { variable: "ELASTIC_PASSWORD", file: "ELASTIC_PASSWORD_FILE" },
    { variable: "KEYSTORE_PASSWORD", file: "KEYSTORE_PASSWORD_FILE" },
  ],
  purpose: [],
  notes: ["Memory is locked through `ulimits: memlock`, not IPC_LOCK."],
} satisfies Image;
