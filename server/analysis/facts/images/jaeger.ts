import type { Image } from "../image.ts";

export default {
  names: ["jaegertracing/all-in-one"],
  looked: "2026-11",
  versions: { from: "1.20", to: "1.20", behind: true },
  flavours: [],
  sources: [
    {
      read: "jaegertracing/jaeger",
      paths: ["cmd/all-in-one/Dockerfile"],
      commit: "4cb42638f74b794ef3f489c90a42f5bca0165499",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: "unknown",
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: "unknown",
  writes: [{ path: "/tmp", becomes: "own volume", at: "work" }],
  gains: [],
  ports: [
    { port: 5775, protocol: "udp", for: "project" },
    { port: 6831, protocol: "udp", for: "project" },
    { port: 6832, protocol: "udp", for: "project" },
    { port: 5778, for: "project" },
    { port: 14268, for: "project" },
    { port: 14250, for: "project" },
    { port: 16686, for: "operator" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
