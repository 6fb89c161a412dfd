import type { Image } from "../image.ts";

export default {
  names: ["friendica"],
  looked: "2026-11",
  versions: { from: "2024.12", to: "2024.12" },
  flavours: ["apache"],
  sources: [
    {
      read: "friendica/docker",
      paths: ["2024.12/apache/Dockerfile"],
      commit: "4b33182a4646462274aa450c5371470459cf46d1",
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
    { path: "/var/www/html", becomes: "own volume", at: "start" },
    { path: "/var/www/data", becomes: "own volume", at: "work" },
  ],
  gains: "unknown",
  ports: "unknown",
  secrets: "unknown",
  purpose: "unknown",
  notes: [
    "Its start script was read for an older version only, which copies the program into /var/www/html and gives it to www-data.",
  ],
} satisfies Image;
