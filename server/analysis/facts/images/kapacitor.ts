import type { Image } from "../image.ts";

export default {
  names: ["kapacitor"],
  looked: "2026-11",
  versions: { from: "1.8", to: "1.8" },
  flavours: [],
  sources: [
    {
      read: "influxdata/influxdata-docker",
      paths: ["kapacitor/1.8/Dockerfile"],
      commit: "f5fc66168df17c10e02c4b786436e711dffcdd69",
      tells: ["build"],
    },
    {
      read: "influxdata/influxdata-docker",
      paths: ["kapacitor/1.8/entrypoint.sh"],
      commit: "f8a16a6b274c80cca2ee4a1f94c6fd893d04a7bd",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "kapacitor", by: "setpriv" },
  asRoot: [
    { name: "SETGID", why: "becomes the group kapacitor", when: { not: { variable: "KAPACITOR_AS_ROOT" } } },
    { name: "SETUID", why: "becomes kapacitor", when: { not: { variable: "KAPACITOR_AS_ROOT" } } },
  ],
  asUser: [],
  runAs: "any",
  writes: [{ path: "/var/lib/kapacitor", becomes: "own volume", at: "work" }],
  gains: [],
  ports: [{ port: 9092, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
