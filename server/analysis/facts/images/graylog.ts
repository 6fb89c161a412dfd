import type { Image } from "../image.ts";

export default {
  names: ["graylog/graylog"],
  looked: "2026-11",
  versions: { from: "6.2", to: "6.2", behind: true },
  flavours: [],
  sources: [
    {
      read: "Graylog2/graylog-docker",
      paths: ["docker/oss/Dockerfile"],
      commit: "0356ac2aca4fac1dd41525935b95b297591f0746",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "graylog", uid: 1100, gid: 1100 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: { text: "graylog", uid: 1100, gid: 1100 },
  writes: [{ path: "/usr/share/graylog/data", becomes: "own volume", at: "start" }],
  gains: [{ program: "java", by: "NET_BIND_SERVICE", why: "carries it as a file capability for ports below 1024" }],
  ports: [{ port: 9000, for: "operator" }],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["Its Java carries the file capability cap_net_bind_service: without NET_BIND_SERVICE it does not start."],
} satisfies Image;
