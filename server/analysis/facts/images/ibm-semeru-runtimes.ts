import type { Image } from "../image.ts";

export default {
  names: ["ibm-semeru-runtimes"],
  looked: "2026-11",
  versions: null,
  flavours: ["open", "jre", "jammy"],
  sources: [
    {
      read: "ibmruntimes/semeru-containers",
      paths: ["21/jre/ubuntu/jammy/Dockerfile.open.releases.full"],
      commit: "c82dc7032b41f8325409727ee8b081f8eae5e13a",
      tells: ["build"],
    },
  ],
  kind: "base",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
