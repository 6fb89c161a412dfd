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
    {
      read: "kubernetes-sigs/kind",
      paths: ["pkg/cluster/internal/providers/docker/provision.go"],
      commit: "00b38e3bbfdd20ec214924967fcfa7b5b0f51373",
      tells: ["purpose"],
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
  ports: [],
  secrets: "unknown",
  purpose: [
    { needs: { privileged: true }, why: "runs containers of its own under systemd" },
    { needs: { hostPath: "/lib/modules" }, why: "reads the host's kernel modules" },
  ],
} satisfies Image;
