import type { Image } from "../image.ts";

export default {
  names: ["localstack/localstack"],
  looked: "2026-11",
  versions: { from: "3.1", to: "3.2", behind: true },
  flavours: [],
  sources: [
    {
      read: "localstack/localstack",
      paths: ["Dockerfile"],
      commit: "00d1ae9b89e6f9e90f452280615d1f76e8927bff",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: [{ path: "/var/lib/localstack", becomes: "own volume", at: "start" }],
  gains: "unknown",
  ports: [
    { port: 4566, for: "project" },
    { port: 5678, for: "operator" },
  ],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["Ports 4510 to 4559 are those of single services."],
} satisfies Image;
