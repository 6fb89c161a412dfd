import type { Image } from "../image.ts";

export default {
  names: ["erlang"],
  looked: "2026-11",
  versions: { from: "27", to: "27", behind: true },
  flavours: [],
  sources: [
    {
      read: "erlang/docker-erlang-otp",
      paths: ["27/Dockerfile"],
      commit: "023b069bdcc139d8b85bead3e93a73b01192a12d",
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
