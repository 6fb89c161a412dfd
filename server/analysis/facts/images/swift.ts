import type { Image } from "../image.ts";

export default {
  names: ["swift"],
  looked: "2026-11",
  versions: { from: "6.1", to: "6.1", behind: true },
  flavours: ["slim", "noble"],
  sources: [
    {
      read: "swiftlang/swift-docker",
      paths: ["6.1/ubuntu/24.04/slim/Dockerfile"],
      commit: "070dfd5d083073cc7b7689d6b332b8131194f2ab",
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
