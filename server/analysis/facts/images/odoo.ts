import type { Image } from "../image.ts";

export default {
  names: ["odoo"],
  looked: "2026-11",
  versions: { from: "18", to: "19" },
  flavours: [],
  sources: [
    {
      read: "odoo/docker",
      paths: ["19.0/Dockerfile"],
      commit: "08e112e79dadf378f2236f1f1696762d3fb48737",
      tells: ["build"],
    },
    {
      read: "odoo/docker",
      paths: ["19.0/entrypoint.sh"],
      commit: "ef6c5bf7af4bb9af3a0a5bcaf8bb18c3bb72caf5",
      tells: ["start", "secrets", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "odoo" },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: "unknown",
  writes: "unknown",
  gains: [],
  ports: [
    { port: 8069, for: "others" },
    { port: 8071, for: "project" },
    { port: 8072, for: "others" },
  ],
  secrets: [{ variable: "PASSWORD", file: "PASSWORD_FILE" }],
  purpose: [],
} satisfies Image;
