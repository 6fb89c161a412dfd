import type { Image } from "../image.ts";

export default {
  names: ["sonatype/nexus3"],
  looked: "2026-11",
  versions: { from: "3.12", to: "3.12", behind: true },
  flavours: [],
  sources: [
    {
      read: "sonatype/docker-nexus3",
      paths: ["Dockerfile"],
      commit: "6a1cc21a6e7a7e3e443979f4c62b8045c77961e5",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "nexus" },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: [],
  ports: [{ port: 8081, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
