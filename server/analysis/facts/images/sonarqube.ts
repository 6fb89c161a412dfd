import type { Image } from "../image.ts";

export default {
  names: ["sonarqube"],
  looked: "2026-11",
  versions: { from: "10", to: "25" },
  flavours: ["community", "developer", "enterprise"],
  sources: [
    {
      read: "SonarSource/docker-sonarqube",
      paths: ["community-build/Dockerfile"],
      commit: "7a3114185946df497d8ba926d4b12c3c74c0bf26",
      tells: ["build", "work", "purpose"],
    },
    {
      documented:
        "https://docs.sonarsource.com/sonarqube-server/setup-and-upgrade/install-the-server/from-docker-image",
      tells: ["start", "secrets"],
    },
  ],
  kind: "program",
  user: { text: "sonarqube", uid: 1000, gid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 1000, gid: 0, text: "1000:0" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/opt/sonarqube/data", becomes: "own volume", at: "work" },
    { path: "/opt/sonarqube/logs", becomes: "own volume", at: "work" },
    { path: "/opt/sonarqube/extensions", becomes: "own volume", at: "work" },
    { path: "/opt/sonarqube/temp", becomes: "own volume", at: "work" },
  ],
  gains: [],
  ports: [{ port: 9000, for: "others" }],
  secrets: [{ variable: "SONAR_JDBC_PASSWORD" }],
  purpose: [],
  variants: [
    {
      // Those images declare no volumes.
      tags: { before: "25" },
      has: {
        writes: [
          { path: "/tmp", becomes: "tmpfs", at: "work" },
          { path: "/opt/sonarqube/data", becomes: "volume", at: "work" },
          { path: "/opt/sonarqube/logs", becomes: "volume", at: "work" },
          { path: "/opt/sonarqube/extensions", becomes: "volume", at: "work" },
          { path: "/opt/sonarqube/temp", becomes: "tmpfs", at: "work", owner: { uid: 1000, gid: 0 } },
        ],
      },
      sources: [
        {
          read: "SonarSource/docker-sonarqube",
          paths: ["10/community/Dockerfile"],
          commit: "8fa48b406ab00c6c773b60cf213b39718984e3c4",
          tells: ["work"],
        },
      ],
    },
  ],
} satisfies Image;
