import type { Image } from "../image.ts";

export default {
  names: ["monica"],
  looked: "2026-11",
  versions: { from: "5", to: "5" },
  flavours: ["apache"],
  sources: [
    {
      read: "monicahq/docker",
      paths: ["5/apache/Dockerfile"],
      commit: "3b0dc27e74fba77d4bec55c07558367c9e62dd25",
      tells: ["build"],
    },
    {
      read: "monicahq/docker",
      paths: ["5/fpm/entrypoint.sh"],
      commit: "15418942b7d854fee3f24807d8b020c8a615b615",
      tells: ["start", "secrets", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "www-data", by: "the program itself", workersOnly: true },
  asRoot: [
    { name: "CHOWN", why: "gives its storage to www-data", fails: false },
    { name: "DAC_OVERRIDE", why: "writes into directories that are www-data's", fails: false },
    { name: "FOWNER", why: "sets modes of files that are www-data's", fails: false },
    { name: "SETGID", why: "starts its workers in the group www-data" },
    { name: "SETUID", why: "starts its workers as www-data" },
  ],
  asUser: [],
  runAs: "unknown",
  writes: "unknown",
  gains: [],
  ports: [{ port: 80, for: "others" }],
  secrets: [
    { variable: "DB_PASSWORD", file: "DB_PASSWORD_FILE" },
    { variable: "DATABASE_URL", file: "DATABASE_URL_FILE" },
    { variable: "APP_KEY", file: "APP_KEY_FILE" },
    { variable: "MAIL_PASSWORD", file: "MAIL_PASSWORD_FILE" },
    { variable: "REDIS_PASSWORD", file: "REDIS_PASSWORD_FILE" },
    { variable: "AWS_SECRET_ACCESS_KEY", file: "AWS_SECRET_ACCESS_KEY_FILE" },
    { variable: "AWS_SECRET", file: "AWS_SECRET_FILE" },
  ],
  purpose: [],
} satisfies Image;
