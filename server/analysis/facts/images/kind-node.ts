import type { Image } from "../image.ts";

export default {
  names: ["kindest/node"],
  looked: "2026-11",
  versions: { from: "1.21", to: "1.21", behind: true },
  flavours: [],
  sources: [
    {
      read: "kubernetes-sigs/kind",
      paths: ["images/base/Dockerfile"],
      commit: "00dfd7248817b0b0ca229ba6d6ca4542dd8f2a3b",
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
  gains: "unknown",
  ports: "unknown",
  secrets: "unknown",
  purpose: "unknown",
  notes: ["It is a node of Kubernetes: systemd, containerd and the kubelet run in it."],
} satisfies Image;
