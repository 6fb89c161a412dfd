import type { Image } from "../image.ts";

export default {
  names: ["nats"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [{ documented: "https://github.com/nats-io/nats-docker", tells: ["build", "start", "work"] }],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: [],
  asUser: [],
  runAs: "any",
  writes: [{ path: "/tmp", becomes: "tmpfs", at: "work" }],
  gains: [],
  ports: [
    { port: 4222, for: "project" },
    { port: 6222, for: "project" },
    { port: 8222, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["JetStream needs a writable volume for its store."],
} satisfies Image;
