import type { Image } from "../image.ts";

export default {
  names: ["registry"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/distribution/distribution-library-image/blob/master/Dockerfile",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: [],
  asUser: [],
  runAs: "any",
  writes: [{ path: "/var/lib/registry", becomes: "volume", at: "start" }],
  gains: [],
  ports: [{ port: 5000, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
