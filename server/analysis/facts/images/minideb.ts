import type { Image } from "../image.ts";

export default {
  names: ["bitnami/minideb", "bitnamilegacy/minideb"],
  looked: "2026-11",
  versions: null,
  flavours: "any",
  sources: [
    {
      read: "bitnami/minideb",
      paths: ["import"],
      commit: "deb033200e30dc23ad7c3c3824de9eb470f12293",
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
