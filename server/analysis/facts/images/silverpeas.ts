import type { Image } from "../image.ts";

export default {
  names: ["silverpeas"],
  looked: "2026-11",
  versions: { from: "6.2", to: "6.2", behind: true },
  flavours: [],
  sources: [
    {
      read: "Silverpeas/docker-silverpeas-prod",
      paths: ["Dockerfile"],
      commit: "02e367644b7e9306dc818ee1224f7e1005b41998",
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
    { port: 8000, for: "others" },
    { port: 9990, for: "operator" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
