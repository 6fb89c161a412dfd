import type { Image } from "../image.ts";

export default {
  names: ["crowdsecurity/crowdsec"],
  looked: "2026-11",
  versions: { from: "1.6", to: "1.7" },
  flavours: ["slim", "geoip"],
  sources: [
    {
      read: "crowdsecurity/crowdsec",
      paths: ["Dockerfile"],
      commit: "a851e14c880502e9326c9ff0bced3c9dbec86eef",
      tells: ["build"],
    },
    {
      read: "crowdsecurity/crowdsec",
      paths: ["build/docker/docker_start.sh"],
      commit: "1e47071eb5762c6bcb123ac3d4c7ba04a45e2e2c",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: [
    { path: "/etc/crowdsec", becomes: "volume", at: "start" },
    { path: "/var/lib/crowdsec/data", becomes: "volume", at: "start" },
  ],
  gains: [],
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
