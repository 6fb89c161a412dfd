import type { Image } from "../image.ts";

export default {
  names: ["spiped"],
  looked: "2026-11",
  versions: { from: "1.6", to: "1.6" },
  flavours: [],
  sources: [
    {
      read: "TimWolla/docker-spiped",
      paths: ["1.6/Dockerfile"],
      commit: "cfe1d1abf3a1b6e5ab0ffe5725b85f3f70f6287d",
      tells: ["build"],
    },
    {
      read: "TimWolla/docker-spiped",
      paths: ["1.5/alpine/docker-entrypoint.sh"],
      commit: "90ba3d470622dd5972e5cf95cd57c63d2ce11b5b",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: [],
  asUser: [],
  runAs: "unknown",
  writes: [{ path: "/spiped", becomes: "own volume", at: "work" }],
  gains: [],
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
