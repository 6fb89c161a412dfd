import type { Image } from "../image.ts";

export default {
  names: ["openresty/openresty"],
  looked: "2026-11",
  versions: { from: "1.29", to: "1.29" },
  flavours: ["bookworm"],
  sources: [
    {
      read: "openresty/docker-openresty",
      paths: ["bookworm/Dockerfile"],
      commit: "028b09e385d2eccc67509a5c15c97dda83ba1aef",
      tells: ["build", "start", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "nobody", by: "the program itself", workersOnly: true },
  asRoot: "unknown",
  asUser: [],
  runAs: "unknown",
  writes: "unknown",
  gains: [],
  ports: "unknown",
  secrets: "unknown",
  purpose: [],
} satisfies Image;
