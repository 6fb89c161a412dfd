import type { Image } from "../image.ts";

export default {
  names: ["hitch"],
  looked: "2026-11",
  versions: { from: "1.7", to: "1.7", behind: true },
  flavours: [],
  sources: [
    {
      read: "varnish/docker-hitch",
      paths: ["Dockerfile"],
      commit: "054c998138c8f8ec6be03c7db711b8435de41e2b",
      tells: ["build"],
    },
    {
      read: "varnish/docker-hitch",
      paths: ["docker-hitch-entrypoint"],
      commit: "6b4e35195c7efd204b244ef1b85e4365493fb37b",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "its own user", by: "the program itself", workersOnly: true },
  asRoot: [
    { name: "SETGID", why: "starts its workers in a group of its own" },
    { name: "SETUID", why: "starts its workers as a user of its own" },
  ],
  asUser: "unknown",
  runAs: "unknown",
  writes: [],
  gains: [],
  ports: [{ port: 443, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["Who its workers become says its configuration, which its package makes."],
} satisfies Image;
