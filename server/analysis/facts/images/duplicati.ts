import type { Image } from "../image.ts";

export default {
  names: ["duplicati/duplicati"],
  looked: "2026-11",
  versions: { from: "2.2", to: "2.2" },
  flavours: [],
  sources: [
    {
      read: "duplicati/duplicati",
      paths: ["ReleaseBuilder/Resources/Docker/Dockerfile"],
      commit: "0f55088b9c297d4924eab3e096c553d556aecb1c",
      tells: ["build"],
    },
    {
      read: "duplicati/duplicati",
      paths: ["ReleaseBuilder/Resources/Docker/run-as-user.sh"],
      commit: "fcafb300c81b00054d011af872cc425df45d2491",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: [],
  runAs: "unknown",
  writes: [{ path: "/data", becomes: "own volume", at: "start" }],
  gains: [],
  ports: [{ port: 8200, for: "operator" }],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["It stays root unless GID is set: then it makes a user, gives that /data and becomes it with su."],
} satisfies Image;
