import type { Image } from "../image.ts";

export default {
  names: ["selenium/standalone-chrome"],
  looked: "2026-11",
  versions: { from: "3.14", to: "3.14", behind: true },
  flavours: [],
  sources: [
    {
      read: "SeleniumHQ/docker-selenium",
      paths: ["Base/Dockerfile"],
      commit: "e9dff3e83a96afd79ed1df9a95d5aa8b90fa44bf",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "seluser" },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: "unknown",
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
