import type { Image } from "../image.ts";

export default {
  names: ["jetty"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/docker-library/docs/blob/master/jetty/content.md",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "jetty", uid: 999 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 999, gid: 999, text: "jetty" },
  writes: [
    { path: "/tmp/jetty", becomes: "tmpfs", at: "work", owner: { uid: 999, gid: 999 } },
    { path: "/run/jetty", becomes: "tmpfs", at: "work", owner: { uid: 999, gid: 999 } },
  ],
  gains: [],
  ports: [{ port: 8080, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
