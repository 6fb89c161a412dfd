import type { Image } from "../image.ts";

export default {
  names: ["budibase/budibase"],
  looked: "2026-11",
  versions: { from: "1.0", to: "1.0", behind: true },
  flavours: [],
  sources: [
    {
      read: "Budibase/budibase",
      paths: ["hosting/single/Dockerfile"],
      commit: "00888d4572da3a8ebdf824a9e8e9c1d5a1579611",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: [
    { path: "/opt/couchdb/data", becomes: "own volume", at: "start" },
    { path: "/minio", becomes: "own volume", at: "start" },
  ],
  gains: "unknown",
  ports: [
    { port: 80, for: "others" },
    { port: 443, for: "others" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
