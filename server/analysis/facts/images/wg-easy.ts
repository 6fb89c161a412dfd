import type { Image } from "../image.ts";

export default {
  names: ["ghcr.io/wg-easy/wg-easy", "weejewel/wg-easy"],
  looked: "2026-11",
  versions: { from: "7", to: "7", behind: true },
  flavours: [],
  sources: [
    {
      read: "wg-easy/wg-easy",
      paths: ["Dockerfile"],
      commit: "00f3fff15ee2a5e5b4d27a32b6b02e897eb0a697",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: [],
  ports: [
    { port: 51820, protocol: "udp", for: "others" },
    { port: 51821, for: "operator" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
