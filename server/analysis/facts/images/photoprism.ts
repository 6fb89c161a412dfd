import type { Image } from "../image.ts";

export default {
  names: ["photoprism/photoprism"],
  looked: "2026-11",
  versions: { from: "260101", to: "261231" },
  flavours: ["resolute"],
  sources: [
    {
      read: "photoprism/photoprism",
      paths: ["docker/photoprism/resolute/Dockerfile"],
      commit: "03ad662d72adcec71fe9ad07cd9919675626db3f",
      tells: ["build"],
    },
    {
      read: "photoprism/photoprism",
      paths: ["scripts/dist/entrypoint.sh"],
      commit: "053394c9695d51d89b6fbeae545bdf84f55d9835",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: "unknown",
  becomes: { user: "PHOTOPRISM_UID:PHOTOPRISM_GID", by: "gosu", workersOnly: true },
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [
    { port: 2342, for: "others" },
    { port: 2443, for: "others" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
