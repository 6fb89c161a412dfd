import type { Image } from "../image.ts";

export default {
  names: ["appwrite/appwrite"],
  looked: "2026-11",
  versions: { from: "0.14", to: "0.15", behind: true },
  flavours: [],
  sources: [
    {
      read: "appwrite/appwrite",
      paths: ["Dockerfile"],
      commit: "e0a1cdb886e2773d7067127b2757af9d59491676",
      tells: ["build", "start", "secrets"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: [
    { path: "/storage/uploads", becomes: "volume", at: "work" },
    { path: "/storage/cache", becomes: "volume", at: "work" },
    { path: "/storage/config", becomes: "volume", at: "work" },
    { path: "/storage/certificates", becomes: "volume", at: "work" },
    { path: "/storage/functions", becomes: "volume", at: "work" },
  ],
  gains: [],
  ports: [{ port: 80, for: "others" }],
  secrets: [
    { variable: "_APP_OPENSSL_KEY_V1" },
    { variable: "_APP_DB_PASS" },
    { variable: "_APP_EXECUTOR_SECRET" },
    { variable: "_APP_SMTP_PASSWORD" },
    { variable: "_APP_STORAGE_S3_SECRET" },
  ],
  purpose: "unknown",
} satisfies Image;
