import type { Image } from "../image.ts";

export default {
  names: ["rancher/k3s"],
  looked: "2026-11",
  versions: { from: "1", to: "1", behind: true },
  flavours: [],
  sources: [
    {
      read: "k3s-io/k3s",
      paths: ["package/Dockerfile"],
      commit: "bad22133768a85e17ec5bb4a87e4d48bb2ea07d7",
      tells: ["build", "start"],
    },
    {
      read: "k3s-io/k3s",
      paths: ["docker-compose.yml"],
      commit: "00e8a29b888a1652eaab26fd242463ea1a5696e9",
      tells: ["secrets", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [{ port: 6443, for: "operator" }],
  secrets: [{ variable: "K3S_TOKEN" }, { variable: "K3S_CLUSTER_SECRET" }],
  purpose: [{ needs: { privileged: true }, why: "runs containers of its own" }],
} satisfies Image;
