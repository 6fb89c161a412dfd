import type { Image } from "../image.ts";

export default {
  names: ["ghcr.io/paperless-ngx/paperless-ngx", "paperlessngx/paperless-ngx"],
  looked: "2026-11",
  versions: { from: "2.14", to: "2.15", behind: true },
  flavours: [],
  sources: [
    {
      read: "paperless-ngx/paperless-ngx",
      paths: ["Dockerfile"],
      commit: "5821033e3d2acb1875edaf391567256140972df8",
      tells: ["build"],
    },
    {
      read: "paperless-ngx/paperless-ngx",
      paths: [
        "docker/rootfs/etc/s6-overlay/s6-rc.d/init-folders/run",
        "docker/rootfs/etc/s6-overlay/s6-rc.d/init-env-file/run",
      ],
      commit: "13f6a6d4d7a525451408c2c81fa163d8926f2e85",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "paperless", by: "s6-setuidgid", workersOnly: true },
  asRoot: [
    { name: "CHOWN", why: "gives its folders to paperless", fails: false },
    { name: "DAC_OVERRIDE", why: "makes folders in those that are paperless's", fails: false },
    { name: "SETGID", why: "starts its services in the group paperless" },
    { name: "SETUID", why: "starts its services as paperless" },
    { name: "KILL", why: "ends services that are paperless's" },
  ],
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
  notes: ["A variable PAPERLESS_…_FILE names a file with the value of PAPERLESS_…."],
} satisfies Image;
