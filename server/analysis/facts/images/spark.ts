import type { Image } from "../image.ts";

export default {
  names: ["spark"],
  looked: "2026-11",
  versions: { from: "4.0", to: "4.0", behind: true },
  flavours: ["scala", "java", "ubuntu"],
  sources: [
    {
      read: "apache/spark-docker",
      paths: ["4.0.0/scala2.13-java17-ubuntu/Dockerfile"],
      commit: "2648cdf916c53f8ebfc085cfce186892bbd4649e",
      tells: ["build"],
    },
    {
      read: "apache/spark-docker",
      paths: ["4.0.0/scala2.13-java17-ubuntu/entrypoint.sh"],
      commit: "a82e61cf3fc6cee3ac1d7de54bf286f1f2492d7e",
      tells: ["start", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "spark", uid: 185, gid: 185 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 185, gid: 185, text: "spark" },
  writes: "unknown",
  gains: [],
  ports: [],
  secrets: "unknown",
  purpose: [],
} satisfies Image;
