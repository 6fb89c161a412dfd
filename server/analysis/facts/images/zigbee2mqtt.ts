import type { Image } from "../image.ts";

export default {
  names: ["koenkk/zigbee2mqtt", "ghcr.io/koenkk/zigbee2mqtt"],
  looked: "2026-11",
  versions: { from: "2", to: "2" },
  flavours: [],
  sources: [
    {
      read: "Koenkk/zigbee2mqtt",
      paths: ["docker/Dockerfile"],
      commit: "00fddfd29c95e47ef71f7b49214f9ec2fc656ca3",
      tells: ["build"],
    },
    {
      read: "Koenkk/zigbee2mqtt",
      paths: ["docker/docker-entrypoint.sh"],
      commit: "ae8b4d4be04a34a0246a7e894b14c0c6a5a863a5",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: [],
  asUser: [],
  runAs: "unknown",
  writes: [{ path: "/app/data", becomes: "volume", at: "start", movedBy: "ZIGBEE2MQTT_DATA" }],
  gains: [],
  ports: "unknown",
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
