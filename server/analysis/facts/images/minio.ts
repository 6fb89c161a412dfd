import type { Image } from "../image.ts";

export default {
  names: ["minio/minio", "quay.io/minio/minio"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [{ documented: "https://github.com/minio/minio", tells: ["build", "start", "work"] }],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: [],
  asUser: [],
  runAs: "any",
  writes: [{ path: "/tmp", becomes: "tmpfs", at: "work" }],
  gains: [],
  ports: [
    { port: 9000, for: "project" },
    { port: 9001, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
