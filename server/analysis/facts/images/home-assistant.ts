import type { Image } from "../image.ts";

export default {
  names: ["ghcr.io/home-assistant/home-assistant", "homeassistant/home-assistant"],
  looked: "2026-11",
  versions: { from: "2025", to: "2025", behind: true },
  flavours: [],
  sources: [
    {
      read: "home-assistant/core",
      paths: ["rootfs/etc/services.d/home-assistant/run"],
      commit: "15b5610df89b08f114a924190b21e2fe9e4d47bb",
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
