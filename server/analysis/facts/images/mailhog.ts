import type { Image } from "../image.ts";

export default {
  names: ["mailhog/mailhog"],
  looked: "2026-11",
  versions: { from: "1", to: "1" },
  flavours: [],
  sources: [
    {
      read: "mailhog/MailHog",
      paths: ["Dockerfile"],
      commit: "01ce555a236440434fac142892dc2895b0a257fd",
      tells: ["build"],
    },
    {
      read: "mailhog/MailHog",
      paths: ["docker-entrypoint.sh"],
      commit: "01ce555a236440434fac142892dc2895b0a257fd",
      tells: ["start", "secrets", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "mailhog", uid: 1000 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 1000, text: "mailhog" },
  writes: "unknown",
  gains: [],
  ports: [
    { port: 1025, for: "project" },
    { port: 8025, for: "operator" },
  ],
  secrets: [{ variable: "HTTP_BASIC_AUTH_PASSWORD" }],
  purpose: [],
} satisfies Image;
