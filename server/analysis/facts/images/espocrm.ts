import type { Image } from "../image.ts";

export default {
  names: ["espocrm", "espocrm/espocrm"],
  looked: "2026-11",
  versions: { from: "7.3", to: "7.3", behind: true },
  flavours: ["apache"],
  sources: [
    {
      read: "espocrm/espocrm-docker",
      paths: ["apache/Dockerfile"],
      commit: "362eef729301c35165c1a64d159595afd31e6579",
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
  ports: "unknown",
  secrets: "unknown",
  purpose: "unknown",
  notes: ["The start copies the program into /var/www/html and gives it to the user of Apache."],
} satisfies Image;
