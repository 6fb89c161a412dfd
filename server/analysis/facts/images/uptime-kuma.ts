import type { Image } from "../image.ts";

export default {
  names: ["louislam/uptime-kuma", "ghcr.io/louislam/uptime-kuma"],
  looked: "2026-11",
  versions: { from: "1", to: "2" },
  flavours: ["beta"],
  sources: [
    {
      read: "louislam/uptime-kuma",
      paths: ["docker/dockerfile"],
      commit: "a6bb0dec7171d5d01c46b69704af097b77040d9d",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: [{ path: "/app/data", becomes: "volume", at: "start" }],
  gains: "unknown",
  ports: [{ port: 3001, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
  variants: [
    {
      tags: { word: "rootless" },
      has: { user: { text: "node", uid: 1000 } },
      sources: [
        {
          read: "louislam/uptime-kuma",
          paths: ["docker/dockerfile"],
          commit: "a6bb0dec7171d5d01c46b69704af097b77040d9d",
          tells: ["build"],
        },
      ],
    },
    {
      tags: { before: "2" },
      has: {
        user: { text: "root", uid: 0 },
        becomes: { user: "PUID:PGID, root by default", by: "setpriv", workersOnly: true },
        asRoot: [
          { name: "CHOWN", why: "gives /app/data to the user of PUID" },
          { name: "DAC_OVERRIDE", why: "enters directories of /app/data that are another user's" },
          { name: "SETGID", why: "becomes the group of PGID" },
          { name: "SETUID", why: "becomes the user of PUID" },
        ],
      },
      sources: [
        {
          read: "louislam/uptime-kuma",
          paths: ["docker/dockerfile"],
          commit: "03ac511b058c809ecc66605db6bba5aee48300f5",
          tells: ["build"],
        },
        {
          read: "louislam/uptime-kuma",
          paths: ["extra/entrypoint.sh"],
          commit: "bc4db6c692e44bcb91f1c17a26d41e55adec5aac",
          tells: ["start"],
        },
      ],
    },
  ],
} satisfies Image;
