import type { Image } from "../image.ts";

export default {
  names: ["grafana/alloy"],
  looked: "2026-11",
  versions: { from: "1.0", to: "1.0", behind: true },
  flavours: [],
  sources: [
    {
      read: "grafana/alloy",
      paths: ["Dockerfile"],
      commit: "ea30b1f7f5a1e46c647a5a62ee6a4579a8423b21",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: "unknown",
  writes: [{ path: "/var/lib/alloy/data", becomes: "volume", at: "work" }],
  gains: [],
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["It has a user alloy, 473, which its build file calls experimental."],
} satisfies Image;
