import type { Image } from "../image.ts";

export default {
  names: ["jenkins/jenkins"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/jenkinsci/docker/blob/master/debian/Dockerfile",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "jenkins", uid: 1000 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 1000, gid: 1000, text: "jenkins" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/var/jenkins_home", becomes: "volume", at: "start" },
  ],
  gains: [],
  ports: [
    { port: 8080, for: "project" },
    { port: 50000, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
