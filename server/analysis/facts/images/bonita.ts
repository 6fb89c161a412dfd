import type { Image } from "../image.ts";

export default {
  names: ["bonita"],
  looked: "2026-11",
  versions: { from: "8.0", to: "8.0", behind: true },
  flavours: [],
  sources: [
    {
      read: "bonitasoft/bonita-distrib",
      paths: ["docker/Dockerfile"],
      commit: "042a3852aed9ca38c38027baa53efd96b42461d9",
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
    { port: 8080, for: "others" },
    { port: 9000, for: "operator" },
  ],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["Its start script was read for an older version only."],
} satisfies Image;
