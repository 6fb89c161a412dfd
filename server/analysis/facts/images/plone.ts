import type { Image } from "../image.ts";

export default {
  names: ["plone"],
  looked: "2026-11",
  versions: { from: "5.1", to: "5.2" },
  flavours: ["alpine"],
  sources: [
    {
      read: "plone/plone.docker",
      paths: ["5.2/5.2.0/alpine/Dockerfile"],
      commit: "163708ce4228e162647a3666937a86b72c8c0fc6",
      tells: ["build"],
    },
    {
      read: "plone/plone.docker",
      paths: ["5.1/5.1.6/debian/docker-entrypoint.sh"],
      commit: "2f2647abb94c67de13c9a8230aa77cf0325112c4",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "plone", by: "gosu", workersOnly: true },
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: [],
  ports: [{ port: 8080, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
