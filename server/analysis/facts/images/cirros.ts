import type { Image } from "../image.ts";

export default {
  names: ["cirros"],
  looked: "2026-11",
  versions: { from: "0.3", to: "0.3", behind: true },
  flavours: [],
  sources: [
    {
      read: "ewindisch/docker-cirros",
      paths: ["Dockerfile"],
      commit: "039945dd892b2ae0fcb978a497700c236db89dfe",
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
  notes: ["It starts /sbin/init, as a virtual machine does."],
} satisfies Image;
