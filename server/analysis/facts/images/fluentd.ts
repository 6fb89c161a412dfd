import type { Image } from "../image.ts";

export default {
  names: ["fluentd", "fluent/fluentd"],
  looked: "2026-11",
  versions: { from: "1.18", to: "1.18", behind: true },
  flavours: ["debian"],
  sources: [
    {
      read: "fluent/fluentd-docker-image",
      paths: ["v1.18/debian/Dockerfile"],
      commit: "806278b9eae20cb7184efc94162bb5a511e92f31",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "fluent" },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: [],
  ports: [
    { port: 24224, for: "project" },
    { port: 5140, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
