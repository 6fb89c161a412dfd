import type { Image } from "../image.ts";

export default {
  names: ["vaultwarden/server", "ghcr.io/dani-garcia/vaultwarden", "quay.io/vaultwarden/server"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/dani-garcia/vaultwarden/blob/main/docker/Dockerfile.alpine",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: [],
  asUser: [],
  runAs: "any",
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/data", becomes: "volume", at: "start" },
  ],
  gains: [],
  ports: [{ port: 80, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
