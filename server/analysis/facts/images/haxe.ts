import type { Image } from "../image.ts";

export default {
  names: ["haxe"],
  looked: "2026-11",
  versions: { from: "4.3", to: "4.3" },
  flavours: ["bookworm"],
  sources: [
    {
      read: "HaxeFoundation/docker-library-haxe",
      paths: ["4.3/bookworm/Dockerfile"],
      commit: "03cdd3f2df8800aff8f28313181564ed9443dedd",
      tells: ["build"],
    },
  ],
  kind: "base",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["Made for build stages."],
} satisfies Image;
