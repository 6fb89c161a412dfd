import type { Image } from "../image.ts";

export default {
  names: ["nodered/node-red"],
  looked: "2026-11",
  versions: { from: "1", to: "4", behind: true },
  flavours: [],
  sources: [
    {
      read: "node-red/node-red-docker",
      paths: ["docker-custom/Dockerfile.custom"],
      commit: "1ff12431f1c3f6bc09f8e59ba94da3b0d0dd083b",
      tells: ["build"],
    },
    {
      read: "node-red/node-red-docker",
      paths: ["docker-custom/scripts/entrypoint.sh"],
      commit: "1e5924adc194afcd6d84681d5957b2da67517be0",
      tells: ["start", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "node-red", uid: 1000 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 1000, text: "node-red" },
  writes: [{ path: "/data", becomes: "own volume", at: "start" }],
  gains: [],
  ports: [{ port: 1880, for: "others" }],
  secrets: "unknown",
  purpose: [],
} satisfies Image;
