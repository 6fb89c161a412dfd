import type { Image } from "../image.ts";

export default {
  names: ["tomee"],
  looked: "2026-11",
  versions: { from: "10.1", to: "10.1", behind: true },
  flavours: ["jre", "Semeru", "semeru", "ubuntu", "webprofile"],
  sources: [
    {
      read: "tomitribe/docker-tomee",
      paths: ["TomEE-10.1/jre17/Semeru/ubuntu/webprofile/Dockerfile"],
      commit: "43dff2cf2e3db2a3fc67ba3e22c45ae68e6f0758",
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
  gains: "unknown",
  ports: [{ port: 8080, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
