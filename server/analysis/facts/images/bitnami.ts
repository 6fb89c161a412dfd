import type { Image } from "../image.ts";

export default {
  names: ["bitnami/*", "bitnamilegacy/*", "bitnamisecure/*"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://docs.bitnami.com/tutorials/bitnami-best-practices-hardening-containers/",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "1001", uid: 1001 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 1001, gid: 0, text: "1001:0" },
  writes: [{ path: "/tmp", becomes: "tmpfs", at: "work" }],
  gains: [],
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["Programs write to directories of their own beneath /opt/bitnami, which need a tmpfs with `read_only`."],
} satisfies Image;
