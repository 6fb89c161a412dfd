import type { Image } from "../image.ts";

export default {
  names: ["gazebo"],
  looked: "2026-11",
  versions: null,
  flavours: ["gzserver"],
  sources: [
    {
      read: "osrf/docker_images",
      paths: ["gazebo/11/ubuntu/focal/gzserver11/Dockerfile"],
      commit: "0feec482d38fc3a6c1df102d59c6739a7f018630",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: [],
  ports: [{ port: 11345, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
