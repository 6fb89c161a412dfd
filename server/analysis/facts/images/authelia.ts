import type { Image } from "../image.ts";

export default {
  names: ["authelia/authelia", "ghcr.io/authelia/authelia"],
  looked: "2026-11",
  versions: { from: "4.38", to: "4.39" },
  flavours: [],
  sources: [
    {
      read: "authelia/authelia",
      paths: ["Dockerfile"],
      commit: "7ada696ba69e70e13cd4b8cd060eb2efca457ea2",
      tells: ["build"],
    },
    {
      read: "authelia/authelia",
      paths: ["entrypoint.sh"],
      commit: "49b003762c5e528c9cfe3a0486952a24961da33f",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: "unknown",
  becomes: { user: "PUID:PGID", by: "su-exec" },
  asRoot: [
    { name: "CHOWN", why: "gives /config to the user of PUID" },
    { name: "DAC_OVERRIDE", why: "enters directories of /config that are another user's" },
    { name: "SETGID", why: "becomes the group of PGID, be it 0" },
    { name: "SETUID", why: "becomes the user of PUID, be it 0" },
  ],
  asUser: [],
  runAs: "any",
  writes: "unknown",
  gains: "unknown",
  ports: [{ port: 9091, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["PUID and PGID are 0 unless they are set."],
} satisfies Image;
