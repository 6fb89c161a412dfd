import type { Image } from "../image.ts";

export default {
  names: ["ghcr.io/paperless-ngx/paperless-ngx", "paperlessngx/paperless-ngx"],
  looked: "2026-11",
  versions: { from: "2.14", to: "2.14", behind: true },
  flavours: [],
  sources: [
    {
      read: "paperless-ngx/paperless-ngx",
      paths: ["Dockerfile"],
      commit: "5821033e3d2acb1875edaf391567256140972df8",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: [
    { path: "/usr/src/paperless/data", becomes: "own volume", at: "start" },
    { path: "/usr/src/paperless/media", becomes: "own volume", at: "start" },
    { path: "/usr/src/paperless/consume", becomes: "own volume", at: "start" },
    { path: "/usr/src/paperless/export", becomes: "own volume", at: "start" },
  ],
  gains: "unknown",
  ports: [{ port: 8000, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
