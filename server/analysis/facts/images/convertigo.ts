import type { Image } from "../image.ts";

export default {
  names: ["convertigo"],
  looked: "2026-11",
  versions: { from: "7.4", to: "7.4", behind: true },
  flavours: [],
  sources: [
    {
      read: "convertigo/docker",
      paths: ["Dockerfile"],
      commit: "0e9758c71efc0c3e27ac98cebd79fe0d94e8cca8",
      tells: ["build"],
    },
    {
      read: "convertigo/docker",
      paths: ["docker-entrypoint.sh"],
      commit: "205f51f2a7670a018335c1b8780ca797d8ba3063",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "convertigo", by: "gosu" },
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [{ port: 28080, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["Version 7.4 lets a debugger listen on port 8000."],
} satisfies Image;
