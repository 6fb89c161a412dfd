import type { Image } from "../image.ts";

export default {
  names: ["mailserver/docker-mailserver", "ghcr.io/docker-mailserver/docker-mailserver"],
  looked: "2026-11",
  versions: { from: "13", to: "14", behind: true },
  flavours: [],
  sources: [
    {
      read: "docker-mailserver/docker-mailserver",
      paths: ["Dockerfile"],
      commit: "1312d957d139fedce321a12612fabca34df08f0f",
      tells: ["build"],
    },
    {
      read: "docker-mailserver/docker-mailserver",
      paths: ["compose.yaml"],
      commit: "226b4c9108a5c13cdbfb9bc4bfa4c2fbeb752075",
      tells: ["purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [
    { port: 25, for: "others" },
    { port: 587, for: "others" },
    { port: 143, for: "others" },
    { port: 465, for: "others" },
    { port: 993, for: "others" },
    { port: 110, for: "others" },
    { port: 995, for: "others" },
    { port: 4190, for: "others" },
  ],
  secrets: "unknown",
  purpose: [
    {
      needs: { capability: "NET_ADMIN" },
      why: "shuts out the addresses that Fail2ban finds",
      when: { variable: "ENABLE_FAIL2BAN", is: "1" },
      optional: true,
    },
  ],
} satisfies Image;
