import type { Image } from "../image.ts";

export default {
  names: ["bitnami/node", "bitnamilegacy/node"],
  looked: "2026-11",
  versions: { from: "22", to: "22" },
  flavours: ["debian", "r"],
  sources: [
    {
      read: "bitnami/containers",
      paths: ["bitnami/node/22/debian-12/Dockerfile"],
      commit: "6c00347e9915dcbefac7ae5cf20f4764e53ff559",
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
