import type { Image } from "../image.ts";

export default {
  names: ["websphere-liberty"],
  looked: "2026-11",
  versions: { from: "25.0.0.9", to: "25.0.0.9", behind: true },
  flavours: ["kernel", "java", "ibmjava"],
  sources: [
    {
      read: "WASdev/ci.docker",
      paths: ["ga/latest/kernel/Dockerfile.ubuntu.ibmjava8"],
      commit: "0153be7383014690e05daa8e2ca38cd51d8116cd",
      tells: ["build"],
    },
  ],
  kind: "base",
  user: { text: "1001", uid: 1001, gid: 0 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: { uid: 1001, gid: 0, text: "1001" },
  writes: "unknown",
  gains: [],
  ports: [
    { port: 9080, for: "project" },
    { port: 9443, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
