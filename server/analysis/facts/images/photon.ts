import type { Image } from "../image.ts";

export default {
  names: ["photon"],
  looked: "2026-11",
  versions: { from: "5.0", to: "5.0" },
  flavours: [],
  sources: [
    {
      read: "docker-library/repo-info",
      paths: ["repos/photon/remote/latest.md"],
      commit: "56a2b0825e28adc0cee327df264b88e18e95a933",
      tells: ["build"],
    },
  ],
  kind: "base",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "any",
  writes: "unknown",
  gains: "unknown",
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
