import type { Image } from "../image.ts";

export default {
  names: ["ibmjava"],
  looked: "2026-11",
  versions: { from: "8", to: "8" },
  flavours: ["jre"],
  sources: [
    {
      read: "ibmruntimes/ci.docker",
      paths: ["ibmjava/8/jre/ubuntu/Dockerfile"],
      commit: "05370cd9cf1b651150566916acdef92ef3d11894",
      tells: ["build"],
    },
  ],
  kind: "base",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
