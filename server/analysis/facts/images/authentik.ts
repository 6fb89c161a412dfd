import type { Image } from "../image.ts";

export default {
  names: ["ghcr.io/goauthentik/server", "beryju/authentik"],
  looked: "2026-11",
  versions: { from: "2025.8", to: "2025.12" },
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
      commit: "f2e8ade6438ea634b4e30b3c9aaf9684fc67407d",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "1000", uid: 1000 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: [],
  runAs: { text: "authentik", uid: 1000 },
  writes: "unknown",
  gains: [],
  ports: "unknown",
  secrets: "unknown",
  purpose: "unknown",
  notes: [
    "A worker that is started as root gives /media and /certs to authentik, joins the group of the engine's socket where that is mounted, and becomes authentik.",
  ],
} satisfies Image;
