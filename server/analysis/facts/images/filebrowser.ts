import type { Image } from "../image.ts";

export default {
  names: ["filebrowser/filebrowser"],
  looked: "2026-11",
  versions: { from: "2.33", to: "2.33", behind: true },
  flavours: [],
  sources: [
    {
      read: "filebrowser/filebrowser",
      paths: ["Dockerfile"],
      commit: "a5474df8e9808683eb786815b7b1456994a0aa13",
      tells: ["build"],
    },
    {
      read: "filebrowser/filebrowser",
      paths: ["docker/alpine/init.sh"],
      commit: "b5e19f159a4831fa85fe43ea716090043653b745",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "user", uid: 1000, gid: 1000 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { text: "user", uid: 1000, gid: 1000 },
  writes: [
    { path: "/config", becomes: "own volume", at: "start" },
    { path: "/database", becomes: "own volume", at: "start" },
    { path: "/srv", becomes: "own volume", at: "work" },
  ],
  gains: [],
  ports: [{ port: 80, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["Versions before 2.33 start as root."],
} satisfies Image;
