import type { Image } from "../image.ts";

export default {
  names: ["tomcat"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/docker-library/tomcat/blob/master/Dockerfile.template",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: [],
  asUser: [],
  runAs: "any",
  writes: [
    { path: "/usr/local/tomcat/temp", becomes: "tmpfs", at: "work" },
    { path: "/usr/local/tomcat/work", becomes: "tmpfs", at: "work" },
    { path: "/usr/local/tomcat/logs", becomes: "tmpfs", at: "work" },
    { path: "/tmp", becomes: "tmpfs", at: "work" },
  ],
  gains: [],
  ports: [{ port: 8080, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
