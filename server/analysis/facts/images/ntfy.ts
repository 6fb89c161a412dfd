import type { Image } from "../image.ts";

export default {
  names: ["binwiederhier/ntfy"],
  looked: "2026-11",
  versions: { from: "2.14", to: "2.14", behind: true },
  flavours: [],
  sources: [
    {
      read: "binwiederhier/ntfy",
      paths: ["Dockerfile"],
      commit: "17709f2fb747e30bc703fde1244e716b88926b16",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: [],
  asUser: [],
  runAs: "unknown",
  writes: [{ path: "/var/cache/ntfy", becomes: "volume", at: "start", when: { variable: "NTFY_CACHE_FILE" } }],
  gains: [],
  ports: [{ port: 80, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["It has a user ntfy, 1000, that it does not start as by itself."],
} satisfies Image;
