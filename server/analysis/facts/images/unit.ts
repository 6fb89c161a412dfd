import type { Image } from "../image.ts";

export default {
  names: ["unit"],
  looked: "2026-11",
  versions: { from: "1.34", to: "1.34", behind: true },
  flavours: ["minimal"],
  sources: [
    {
      read: "nginx/unit",
      paths: ["pkg/docker/Dockerfile.minimal"],
      commit: "962752f57fe268234f29ed287cad4e6582736ca7",
      tells: ["build"],
    },
    {
      read: "nginx/unit",
      paths: ["pkg/docker/docker-entrypoint.sh"],
      commit: "02dbc1c11ebd28f2140c0fb895e610971313789a",
      tells: ["start"],
    },
  ],
  kind: "base",
  user: { text: "root", uid: 0 },
  becomes: { user: "unit", by: "the program itself", workersOnly: true },
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [{ port: 80, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
