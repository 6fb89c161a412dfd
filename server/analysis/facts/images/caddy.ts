import type { Image } from "../image.ts";

export default {
  names: ["caddy"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/caddyserver/caddy-docker/blob/master/Dockerfile.tmpl",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: [
    {
      name: "NET_BIND_SERVICE",
      why: "opens ports below 1024, or carries it as a file capability and does not start without",
    },
  ],
  asUser: [
    {
      name: "NET_BIND_SERVICE",
      why: "opens ports below 1024, or carries it as a file capability and does not start without",
    },
  ],
  runAs: "any",
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/config", becomes: "volume", at: "start" },
    { path: "/data", becomes: "volume", at: "start" },
  ],
  gains: [],
  ports: [
    { port: 80, for: "project" },
    { port: 443, for: "project" },
    { port: 2019, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
  notes: [
    "The program carries the file capability cap_net_bind_service: without NET_BIND_SERVICE it does not start (EPERM), whoever runs it.",
  ],
} satisfies Image;
