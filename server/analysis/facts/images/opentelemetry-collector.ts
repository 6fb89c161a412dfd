import type { Image } from "../image.ts";

export default {
  names: ["otel/opentelemetry-collector"],
  looked: "2026-11",
  versions: { from: "0.50", to: "0.80", behind: true },
  flavours: [],
  sources: [
    {
      read: "open-telemetry/opentelemetry-collector-releases",
      paths: ["distributions/otelcol/Dockerfile"],
      commit: "08b16071e5839ac1822f5564de92a568cc6655dc",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "10001", uid: 10001 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 10001, text: "10001" },
  writes: [],
  gains: [],
  ports: [
    { port: 4317, for: "project" },
    { port: 55678, for: "project" },
    { port: 55679, for: "operator" },
  ],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["The image has no directory that its user may write to, not even /tmp."],
} satisfies Image;
