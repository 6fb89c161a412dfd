import type { Image } from "../image.ts";

export default {
  names: ["emqx"],
  looked: "2026-11",
  versions: { from: "5.8", to: "5.8" },
  flavours: [],
  sources: [
    {
      read: "emqx/emqx-docker",
      paths: ["5.8/Dockerfile"],
      commit: "69e9c223e2215fb5d071dec6cc6aa19c106331e7",
      tells: ["build"],
    },
    {
      read: "emqx/emqx-docker",
      paths: ["5.5/docker-entrypoint.sh"],
      commit: "73d7c57bb32f0ec9d9159a101aa9ff529d505406",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "emqx", uid: 1000, gid: 1000 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { text: "emqx", uid: 1000, gid: 1000 },
  writes: [
    { path: "/opt/emqx/log", becomes: "own volume", at: "start" },
    { path: "/opt/emqx/data", becomes: "own volume", at: "start" },
  ],
  gains: [],
  ports: [
    { port: 1883, for: "project" },
    { port: 8883, for: "others" },
    { port: 8083, for: "project" },
    { port: 8084, for: "others" },
    { port: 18083, for: "operator" },
    { port: 4370, for: "project" },
    { port: 5369, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
