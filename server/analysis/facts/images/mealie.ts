import type { Image } from "../image.ts";

export default {
  names: ["ghcr.io/mealie-recipes/mealie"],
  looked: "2026-11",
  versions: { from: "2.5", to: "2.8", behind: true },
  flavours: [],
  sources: [
    {
      read: "mealie-recipes/mealie",
      paths: ["docker/Dockerfile"],
      commit: "00097e99514e9e39340724e53093c40301e2cac9",
      tells: ["build"],
    },
    {
      read: "mealie-recipes/mealie",
      paths: ["docker/entry.sh"],
      commit: "0b0fff06c44e526f1d5ef09438e2e3384c1461a1",
      tells: ["start", "secrets", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "abc, with the number of PUID", by: "gosu" },
  asRoot: [
    { name: "CHOWN", why: "gives /app to the user of PUID" },
    { name: "DAC_OVERRIDE", why: "enters directories that are another user's", fails: false },
    { name: "SETGID", why: "becomes the group of PGID" },
    { name: "SETUID", why: "becomes the user of PUID" },
  ],
  asUser: [],
  runAs: "unknown",
  writes: [
    { path: "/app/data", becomes: "own volume", at: "start" },
    { path: "/etc", becomes: "nothing", at: "start", when: { root: true } },
  ],
  gains: [],
  ports: [{ port: 9000, for: "others" }],
  secrets: [
    { variable: "POSTGRES_PASSWORD", file: "POSTGRES_PASSWORD_FILE" },
    { variable: "POSTGRES_URL_OVERRIDE", file: "POSTGRES_URL_OVERRIDE_FILE" },
    { variable: "SMTP_PASSWORD", file: "SMTP_PASSWORD_FILE" },
    { variable: "LDAP_QUERY_PASSWORD", file: "LDAP_QUERY_PASSWORD_FILE" },
    { variable: "OIDC_CLIENT_SECRET", file: "OIDC_CLIENT_SECRET_FILE" },
    { variable: "OPENAI_API_KEY", file: "OPENAI_API_KEY_FILE" },
  ],
  purpose: [],
} satisfies Image;
