import type { Image } from "../image.ts";

export default {
  names: ["nocodb/nocodb"],
  looked: "2026-11",
  versions: { from: "0.260", to: "0.265", behind: true },
  flavours: [],
  sources: [
    {
      read: "nocodb/nocodb",
      paths: ["packages/nocodb/Dockerfile"],
      commit: "00b58be81efd2b86ea96feff55044d877691b4a8",
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
  ports: [{ port: 8080, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
