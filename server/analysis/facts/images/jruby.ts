import type { Image } from "../image.ts";

export default {
  names: ["jruby"],
  looked: "2026-11",
  versions: { from: "10.0", to: "10.0", behind: true },
  flavours: ["jre"],
  sources: [
    {
      read: "jruby/docker-jruby",
      paths: ["10.0/jre21/Dockerfile"],
      commit: "0b43267a132504a9cca80d02e2cd57863a4cecdb",
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
