import type { Image } from "../image.ts";

export default {
  names: ["varnish"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [],
  kind: "program",
  user: { text: "varnish" },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: null,
  writes: [
    { path: "/var/lib/varnish/varnishd", becomes: "tmpfs", at: "work", exec: true },
    { path: "/tmp", becomes: "tmpfs", at: "work" },
  ],
  gains: [],
  ports: [
    { port: 80, for: "project" },
    { port: 8443, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["It compiles its configuration and loads the result from /var/lib/varnish."],
} satisfies Image;
