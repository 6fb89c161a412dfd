import type { Image } from "../image.ts";

export default {
  names: ["semitechnologies/weaviate", "cr.weaviate.io/semitechnologies/weaviate"],
  looked: "2026-11",
  versions: { from: "1.30", to: "1.33", behind: true },
  flavours: [],
  sources: [
    {
      read: "weaviate/weaviate",
      paths: ["Dockerfile"],
      commit: "01410ed894969652b75a5c9182f0381b0252e251",
      tells: ["build", "start"],
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
  ports: "unknown",
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
