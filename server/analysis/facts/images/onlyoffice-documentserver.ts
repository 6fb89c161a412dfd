import type { Image } from "../image.ts";

export default {
  names: ["onlyoffice/documentserver"],
  looked: "2026-11",
  versions: { from: "7", to: "8", behind: true },
  flavours: [],
  sources: [
    {
      read: "ONLYOFFICE/Docker-DocumentServer",
      paths: ["Dockerfile"],
      commit: "6e424a5541664247a1296f87d113cb49c4de0408",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [
    { port: 80, for: "others" },
    { port: 443, for: "others" },
  ],
  secrets: "unknown",
  purpose: "unknown",
  notes: [
    "It declares volumes at /var/log/onlyoffice, /var/lib/onlyoffice, /var/www/onlyoffice/Data, /var/lib/postgresql, /var/lib/rabbitmq, /var/lib/redis and /usr/share/fonts/truetype/custom.",
  ],
} satisfies Image;
