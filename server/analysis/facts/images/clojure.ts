import type { Image } from "../image.ts";

export default {
  names: ["clojure"],
  looked: "2026-11",
  versions: null,
  flavours: ["temurin", "tools", "deps", "jammy"],
  sources: [
    {
      read: "Quantisan/docker-clojure",
      paths: ["target/eclipse-temurin-21-jdk-jammy/tools-deps/Dockerfile"],
      commit: "14dff87caeb3172b199e26146f4dfeb11e893c5f",
      tells: ["build"],
    },
  ],
  kind: "base",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
