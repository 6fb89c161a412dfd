import type { Image } from "../image.ts";

export default {
  names: ["ros"],
  looked: "2026-11",
  versions: null,
  flavours: ["jazzy", "ros", "core", "noble"],
  sources: [
    {
      read: "osrf/docker_images",
      paths: ["ros/jazzy/ubuntu/noble/ros-core/Dockerfile"],
      commit: "0038f1c3a11aa0fc573d698b39ab5c204aad5a40",
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
