import type { Image } from "../image.ts";

export default {
  names: ["ghcr.io/blakeblackshear/frigate"],
  looked: "2026-11",
  versions: { from: "0.14", to: "0.14", behind: true },
  flavours: [],
  sources: [
    {
      read: "blakeblackshear/frigate",
      paths: ["docker/main/rootfs/etc/s6-overlay/s6-rc.d/frigate/run"],
      commit: "02b79866d3738dadc8b8e8bade0a480225ab4695",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: "unknown",
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: [{ path: "/config", becomes: "volume", at: "start" }],
  gains: "unknown",
  ports: "unknown",
  secrets: "unknown",
  purpose: "unknown",
  notes: ["s6 starts it, and it runs as whoever s6 runs as."],
} satisfies Image;
