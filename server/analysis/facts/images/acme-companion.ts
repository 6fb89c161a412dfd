import type { Image } from "../image.ts";

export default {
  names: ["nginxproxy/acme-companion"],
  looked: "2026-11",
  versions: { from: "2", to: "2", behind: true },
  flavours: [],
  sources: [
    {
      read: "nginx-proxy/acme-companion",
      paths: ["Dockerfile"],
      commit: "6910b72d41a428a31115c2a92a40f3e1265ebab6",
      tells: ["build"],
    },
    {
      read: "nginx-proxy/acme-companion",
      paths: ["app/entrypoint.sh"],
      commit: "014e7c46d54af2c8448d4963f78250e3f0cc2d7a",
      tells: ["start", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [],
  secrets: "unknown",
  purpose: [
    {
      needs: { socket: "docker" },
      why: "finds the containers that ask for certificates",
      when: {
        any: [{ not: { variable: "DOCKER_HOST" } }, { variable: "DOCKER_HOST", is: "unix:///var/run/docker.sock" }],
      },
    },
  ],
} satisfies Image;
