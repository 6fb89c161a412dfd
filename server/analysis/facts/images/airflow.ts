import type { Image } from "../image.ts";

export default {
  names: ["apache/airflow"],
  looked: "2026-11",
  versions: { from: "2.7", to: "2.10", behind: true },
  flavours: ["python"],
  sources: [
    {
      read: "apache/airflow",
      paths: ["scripts/docker/entrypoint_prod.sh"],
      commit: "424b6e9c055ef26ac7d6210e62f6f8507e2a72e5",
      tells: ["start", "secrets"],
    },
  ],
  kind: "program",
  user: "unknown",
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: "unknown",
  secrets: [{ variable: "_AIRFLOW_WWW_USER_PASSWORD" }],
  purpose: "unknown",
  notes: ["It ends at once where its group is not 0, unless its user is 50000."],
} satisfies Image;
