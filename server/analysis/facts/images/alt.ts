import type { Image } from "../image.ts";

export default {
  names: ["alt"],
  looked: "2026-11",
  versions: null,
  flavours: "any",
  sources: [
    {
      read: "alt-cloud/docker-brew-alt",
      paths: ["x86_64/Dockerfile"],
      commit: "0094deef5ac8e3d66a7f57dcf4377165adf033cb",
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
