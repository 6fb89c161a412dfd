import type { Image } from "../image.ts";

export default {
  names: ["wazuh/wazuh-manager"],
  looked: "2026-11",
  versions: { from: "5", to: "5", behind: true },
  flavours: [],
  sources: [
    {
      read: "wazuh/wazuh-docker",
      paths: ["build-docker-images/wazuh-manager/Dockerfile"],
      commit: "004d30cb1e1884c70ca956152cb31f2fa76ecbb7",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [
    { port: 1514, for: "others" },
    { port: 1515, for: "others" },
    { port: 1516, for: "project" },
    { port: 1517, for: "others" },
    { port: 514, for: "others", protocol: "udp" },
    { port: 55000, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
