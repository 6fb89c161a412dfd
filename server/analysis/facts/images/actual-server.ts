import type { Image } from "../image.ts";

export default {
  names: ["actualbudget/actual-server", "ghcr.io/actualbudget/actual"],
  looked: "2026-11",
  versions: { from: "25.8", to: "25.9", behind: true },
  flavours: [],
  sources: [
    {
      read: "actualbudget/actual",
      paths: ["packages/sync-server/docker/ubuntu.Dockerfile"],
      commit: "005215a6a936623ef8ae20f307b1faa851615314",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { text: "actual", uid: 1001, gid: 1001 },
  writes: [{ path: "/data", becomes: "volume", at: "work" }],
  gains: [],
  ports: [{ port: 5006, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
