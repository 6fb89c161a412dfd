import type { Image } from "../image.ts";

export default {
  names: ["stirlingtools/stirling-pdf", "docker.stirlingpdf.com/stirlingtools/stirling-pdf"],
  looked: "2026-11",
  versions: { from: "0.45", to: "0.46", behind: true },
  flavours: [],
  sources: [
    {
      read: "Stirling-Tools/Stirling-PDF",
      paths: ["Dockerfile"],
      commit: "2225b4607561a0335795fab0662a9dd846172d5e",
      tells: ["build"],
    },
    {
      read: "Stirling-Tools/Stirling-PDF",
      paths: ["scripts/init.sh"],
      commit: "0413a7472d71c1d5d743eb8f15e2ff2a6e8b73b3",
      tells: ["start", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "stirlingpdfuser, with the number of PUID", by: "su-exec" },
  asRoot: [
    { name: "CHOWN", why: "gives its directories to the user of PUID", fails: false },
    { name: "DAC_OVERRIDE", why: "writes into directories that are the user's of PUID", fails: false },
    { name: "FOWNER", why: "sets modes of files that are the user's of PUID by then", fails: false },
    { name: "SETGID", why: "becomes the group of PGID" },
    { name: "SETUID", why: "becomes the user of PUID" },
  ],
  asUser: [],
  runAs: "unknown",
  writes: "unknown",
  gains: [],
  ports: [{ port: 8080, for: "others" }],
  secrets: "unknown",
  purpose: [],
} satisfies Image;
