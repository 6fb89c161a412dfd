import type { Image } from "../image.ts";

export default {
  names: ["haproxy"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/docker-library/haproxy/blob/master/Dockerfile.template",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "haproxy", uid: 99 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 99, text: "haproxy" },
  writes: [{ path: "/run", becomes: "tmpfs", at: "work" }],
  gains: [],
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["`chroot` and `user` in the configuration have no effect or fail."],
  variants: [
    {
      tags: { before: "2.4" },
      has: { user: { text: "root", uid: 0 }, runAs: null, notes: [] },
      sources: [
        {
          documented: "https://github.com/docker-library/haproxy/blob/master/Dockerfile.template",
          tells: ["build", "start", "work"],
        },
      ],
    },
  ],
} satisfies Image;
