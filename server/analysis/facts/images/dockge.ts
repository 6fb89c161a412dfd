import type { Image } from "../image.ts";

export default {
  names: ["louislam/dockge"],
  looked: "2026-11",
  versions: { from: "1", to: "1" },
  flavours: [],
  sources: [
    {
      read: "louislam/dockge",
      paths: ["docker/Dockerfile"],
      commit: "010de81f3fd0f0117ed74760fd4901e6f06e8e9f",
      tells: ["start"],
    },
    {
      read: "louislam/dockge",
      paths: ["docker/Base.Dockerfile"],
      commit: "1be425e9d16d872597c4f72a5eb632c6e10c9a73",
      tells: ["build"],
    },
    {
      read: "louislam/dockge",
      paths: ["compose.yaml"],
      commit: "06dbc3fa281216dac7789669704f58671f8c5840",
      tells: ["purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: [{ path: "/app/data", becomes: "own volume", at: "start" }],
  gains: [],
  ports: [{ port: 5001, for: "operator" }],
  secrets: "unknown",
  purpose: [
    { needs: { socket: "docker" }, why: "manages the engine's Compose projects" },
    { needs: { hostPath: "/opt/stacks" }, why: "keeps the Compose projects there" },
  ],
} satisfies Image;
