import type { Image } from "../image.ts";

export default {
  names: ["api-firewall", "wallarm/api-firewall"],
  looked: "2026-11",
  versions: { from: "0.6", to: "0.6", behind: true },
  flavours: [],
  sources: [
    {
      read: "wallarm/api-firewall",
      paths: ["Dockerfile"],
      commit: "11a4b54f27e53e8ecfac48cd22a673f3d99ade93",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "api-firewall", uid: 1000 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: { text: "api-firewall", uid: 1000 },
  writes: "unknown",
  gains: [],
  ports: "unknown",
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
