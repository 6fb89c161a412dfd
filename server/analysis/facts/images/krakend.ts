import type { Image } from "../image.ts";

export default {
  names: ["krakend", "krakend/krakend"],
  looked: "2026-11",
  versions: { from: "2.13", to: "3.0" },
  flavours: [],
  sources: [
    {
      read: "krakend/docker-library",
      paths: ["3.0.0/Dockerfile"],
      commit: "d10cafb2047580ea3289cf89aa3bda909c420882",
      tells: ["build"],
    },
    {
      read: "krakend/docker-library",
      paths: ["3.0.0/docker-entrypoint.sh"],
      commit: "e7bf2dc9a155b16c3b70457bae0942a7200445ac",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "krakend", by: "su-exec" },
  asRoot: [
    { name: "SETGID", why: "becomes the group of krakend" },
    { name: "SETUID", why: "becomes krakend" },
  ],
  asUser: [],
  runAs: "any",
  writes: "unknown",
  gains: [],
  ports: [
    { port: 8080, for: "others" },
    { port: 8090, for: "operator" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
