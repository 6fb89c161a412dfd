import type { Image } from "../image.ts";

export default {
  names: ["php-zendserver"],
  looked: "2026-11",
  versions: { from: "2021.0", to: "2021.0" },
  flavours: [],
  sources: [
    {
      read: "docker-library/repo-info",
      paths: ["repos/php-zendserver/remote/latest.md"],
      commit: "72e4be79b9c831d8da7d63a6ce871b20fc9e06c1",
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
    { port: 80, for: "others" },
    { port: 443, for: "others" },
    { port: 10081, for: "operator" },
    { port: 10082, for: "operator" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
