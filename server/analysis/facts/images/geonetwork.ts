import type { Image } from "../image.ts";

export default {
  names: ["geonetwork"],
  looked: "2026-11",
  versions: { from: "4.2", to: "4.2", behind: true },
  flavours: [],
  sources: [
    {
      read: "geonetwork/docker-geonetwork",
      paths: ["4.2.0/Dockerfile"],
      commit: "236ddf936b2da47ff7d21017040e67aa537d23b7",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "jetty" },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: [{ path: "/catalogue-data", becomes: "own volume", at: "start" }],
  gains: "unknown",
  ports: "unknown",
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
