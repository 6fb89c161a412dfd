import type { Image } from "../image.ts";

export default {
  names: ["sonarqube"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/SonarSource/docker-sonarqube/blob/master/community-build/Dockerfile",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "sonarqube", uid: 1000 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 1000, gid: 0, text: "1000:0" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/opt/sonarqube/temp", becomes: "tmpfs", at: "work", owner: { uid: 1000, gid: 0 } },
    { path: "/opt/sonarqube/data", becomes: "volume", at: "start" },
    { path: "/opt/sonarqube/logs", becomes: "volume", at: "start" },
    { path: "/opt/sonarqube/extensions", becomes: "volume", at: "start" },
  ],
  gains: [],
  ports: [{ port: 9000, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
