import type { Image } from "../image.ts";

export default {
  names: ["azul-zulu"],
  looked: "2026-11",
  versions: { from: "21", to: "21", behind: true },
  flavours: ["jdk", "debian"],
  sources: [
    {
      read: "AzulSystems/azul-zulu-images",
      paths: ["21/jdk/debian/Dockerfile"],
      commit: "00b44385a280afdad818a2ea7aac5898a3e8d61f",
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
