import type { Image } from "../image.ts";

export default {
  names: ["ghcr.io/homarr-labs/homarr"],
  looked: "2026-11",
  versions: { from: "1", to: "1" },
  flavours: [],
  sources: [
    {
      read: "homarr-labs/homarr",
      paths: ["Dockerfile"],
      commit: "037cf36d6351a0fbc2850bfb94b64c21d1127ded",
      tells: ["build"],
    },
    {
      read: "homarr-labs/homarr",
      paths: ["scripts/entrypoint.sh"],
      commit: "0de24acd7013a8b6f6a23c5eed6e12169239e536",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: [
    { path: "/appdata", becomes: "own volume", at: "start" },
    { path: "/etc/nginx", becomes: "nothing", at: "start" },
  ],
  gains: "unknown",
  ports: "unknown",
  secrets: "unknown",
  purpose: "unknown",
  notes: [
    "It stays root unless PUID is set: then it gives its files to that user and becomes it with su-exec.",
    "A variable NAME is read of the file that NAME__FILE names.",
  ],
} satisfies Image;
