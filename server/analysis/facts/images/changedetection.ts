import type { Image } from "../image.ts";

export default {
  names: ["ghcr.io/dgtlmoon/changedetection.io", "dgtlmoon/changedetection.io"],
  looked: "2026-11",
  versions: { from: "0.40", to: "0.40", behind: true },
  flavours: [],
  sources: [
    {
      read: "dgtlmoon/changedetection.io",
      paths: ["Dockerfile"],
      commit: "e33fe38a4b2ad22dedc92407c7c746704f375523",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: [],
  asUser: [],
  runAs: "unknown",
  writes: [{ path: "/datastore", becomes: "volume", at: "start" }],
  gains: [],
  ports: [{ port: 5000, for: "operator" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
