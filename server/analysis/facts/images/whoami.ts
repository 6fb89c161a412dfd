import type { Image } from "../image.ts";

export default {
  names: ["traefik/whoami"],
  looked: "2026-11",
  versions: { from: "1", to: "1" },
  flavours: [],
  sources: [
    {
      read: "traefik/whoami",
      paths: ["Dockerfile"],
      commit: "235aa18350319bf8c68602f590ae5f2b313404a8",
      tells: ["build", "start"],
    },
    {
      read: "traefik/whoami",
      paths: ["app.go"],
      commit: "01018abac7cbe51d1b1e8c261857ee6cdf61c268",
      tells: ["work", "secrets", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: [],
  asUser: [],
  runAs: "any",
  writes: [],
  gains: [],
  ports: [{ port: 80, for: "others" }],
  secrets: [],
  purpose: [],
} satisfies Image;
