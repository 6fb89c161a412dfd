import type { Image } from "../image.ts";

export default {
  names: ["ghcr.io/goauthentik/server"],
  looked: "2026-11",
  versions: { from: "2024", to: "2025" },
  flavours: [],
  sources: [
    {
      read: "goauthentik/authentik",
      paths: ["Dockerfile"],
      commit: "0027813e4b425c638b07946f741345ae170c033d",
      tells: ["build"],
    },
    {
      read: "goauthentik/authentik",
      paths: ["lifecycle/ak"],
      commit: "0a7d95532b788054e11482685ec5e4772e0f1ec7",
      tells: ["start", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "1000", uid: 1000 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 1000, text: "authentik" },
  writes: "unknown",
  gains: [],
  ports: [{ port: 9000, for: "others" }],
  secrets: "unknown",
  purpose: [
    {
      needs: { socket: "docker" },
      why: "joins the socket's group, to reach the engine",
      when: { word: "worker" },
      optional: true,
    },
  ],
} satisfies Image;
