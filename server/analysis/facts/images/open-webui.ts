import type { Image } from "../image.ts";

export default {
  names: ["ghcr.io/open-webui/open-webui"],
  looked: "2026-11",
  versions: { from: "0.6", to: "0.6", behind: true },
  flavours: [],
  sources: [
    {
      read: "open-webui/open-webui",
      paths: ["Dockerfile"],
      commit: "08d67bf0a8f7561f7a29abe85581f7ccba846a4f",
      tells: ["build", "secrets"],
    },
    {
      read: "open-webui/open-webui",
      paths: ["backend/start.sh"],
      commit: "059cf821dffc37adb9f86220416684ecc55229af",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "0:0", uid: 0, gid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: "unknown",
  writes: [
    { path: "/app/backend/data", becomes: "volume", at: "start" },
    { path: "/app/backend", becomes: "nothing", at: "start" },
  ],
  gains: [],
  ports: [{ port: 8080, for: "others" }],
  secrets: [{ variable: "WEBUI_SECRET_KEY" }, { variable: "OPENAI_API_KEY" }],
  purpose: "unknown",
  notes: ["Its build file calls other users untested.", "The start keeps a key and a log in /app/backend."],
} satisfies Image;
