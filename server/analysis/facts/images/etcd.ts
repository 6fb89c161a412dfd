import type { Image } from "../image.ts";

export default {
  names: ["quay.io/coreos/etcd", "gcr.io/etcd-development/etcd"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [{ documented: "https://github.com/etcd-io/etcd", tells: ["build", "start", "work"] }],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: [],
  asUser: [],
  runAs: "any",
  writes: [],
  gains: [],
  ports: [
    { port: 2379, for: "project" },
    { port: 2380, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["The data directory must belong to the uid and have mode 0700."],
} satisfies Image;
