import type { Image } from "../image.ts";

export default {
  names: ["sapmachine"],
  looked: "2026-11",
  versions: { from: "21", to: "21", behind: true },
  flavours: ["ubuntu", "jdk"],
  sources: [
    {
      read: "SAP/SapMachine-infrastructure",
      paths: ["dockerfiles/21/ubuntu/24_04/jdk/Dockerfile"],
      commit: "155e23d8a81f894d100568c4bb86936641eccfb0",
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
