import type { Image } from "../image.ts";

export default {
  names: ["n8nio/n8n", "docker.n8n.io/n8nio/n8n"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/n8n-io/n8n/blob/master/docker/images/n8n/Dockerfile",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "node", uid: 1000 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 1000, gid: 1000, text: "node" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/home/node/.n8n", becomes: "volume", at: "start" },
  ],
  gains: [],
  ports: [{ port: 5678, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
