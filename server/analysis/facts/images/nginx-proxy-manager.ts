import type { Image } from "../image.ts";

export default {
  names: ["jc21/nginx-proxy-manager"],
  looked: "2026-11",
  versions: { from: "2.9", to: "2.9", behind: true },
  flavours: [],
  sources: [
    {
      read: "NginxProxyManager/nginx-proxy-manager",
      paths: ["docker/Dockerfile"],
      commit: "00a3a7d3b05c2db405e502784d9de6b03aa1c7d4",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: [
    { path: "/data", becomes: "own volume", at: "start" },
    { path: "/etc/letsencrypt", becomes: "own volume", at: "start" },
  ],
  gains: "unknown",
  ports: [
    { port: 80, for: "others" },
    { port: 443, for: "others" },
    { port: 81, for: "operator" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
