import type { Image } from "../image.ts";

export default {
  names: ["crate"],
  looked: "2026-11",
  versions: { from: "5.2", to: "5.10", behind: true },
  flavours: [],
  sources: [
    {
      read: "crate/docker-crate",
      paths: ["Dockerfile_5.2.j2"],
      commit: "31f98c8e5a5e238c8d2efa2a12e99dc64b7f418d",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: [],
  ports: [
    { port: 4200, for: "project" },
    { port: 4300, for: "project" },
    { port: 5432, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["Its start script was read for older versions only, which become the user crate."],
} satisfies Image;
