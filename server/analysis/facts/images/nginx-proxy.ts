import type { Image } from "../image.ts";

export default {
  names: ["nginxproxy/nginx-proxy"],
  looked: "2026-11",
  versions: { from: "1.5", to: "1.5", behind: true },
  flavours: [],
  sources: [
    {
      read: "nginx-proxy/nginx-proxy",
      paths: ["Dockerfile.debian"],
      commit: "020b9936541c36223732d1667607c6cf5aaa5b9c",
      tells: ["build"],
    },
    {
      read: "nginx-proxy/nginx-proxy",
      paths: ["app/docker-entrypoint.sh"],
      commit: "2030aa7a679943eaa38ebb538695511e0301cd94",
      tells: ["start", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [{ port: 80, for: "others" }],
  secrets: "unknown",
  purpose: [
    {
      needs: { socket: "docker" },
      why: "reads there which containers it routes to",
      when: { not: { variable: "DOCKER_HOST" } },
    },
  ],
} satisfies Image;
