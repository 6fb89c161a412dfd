import type { Image } from "../image.ts";

export default {
  names: ["memcached"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/docker-library/memcached/blob/master/Dockerfile.template",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "memcache", uid: 11211 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 11211, text: "memcache" },
  writes: [],
  gains: [],
  ports: [{ port: 11211, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
