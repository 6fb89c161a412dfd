import type { Image } from "../image.ts";

export default {
  names: ["fluent/fluent-bit", "cr.fluentbit.io/fluent/fluent-bit"],
  looked: "2026-11",
  versions: { from: "5.0", to: "5.0" },
  flavours: [],
  sources: [
    {
      read: "fluent/fluent-bit",
      paths: ["dockerfiles/Dockerfile"],
      commit: "015e1bc1b35473c7fa13333457f4090aedb654f2",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: "unknown",
  writes: "unknown",
  gains: [],
  ports: [{ port: 2020, for: "operator" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
