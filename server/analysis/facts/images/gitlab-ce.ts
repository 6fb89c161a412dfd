import type { Image } from "../image.ts";

export default {
  names: ["gitlab/gitlab-ce"],
  looked: "2026-11",
  versions: { from: "12", to: "12", behind: true },
  flavours: ["ce"],
  sources: [
    {
      read: "gitlabhq/omnibus-gitlab",
      paths: ["docker/Dockerfile"],
      commit: "05134022c27cd88df993eaf73e5a2170f4e723d3",
      tells: ["build"],
    },
    {
      read: "gitlabhq/omnibus-gitlab",
      paths: ["docker/assets/wrapper"],
      commit: "00d834362f6bc3334ef5a1c5ae9b8df20d814099",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: [
    { path: "/etc/gitlab", becomes: "own volume", at: "start" },
    { path: "/var/opt/gitlab", becomes: "own volume", at: "start" },
    { path: "/var/log/gitlab", becomes: "own volume", at: "start" },
    { path: "/opt/gitlab", becomes: "nothing", at: "start" },
  ],
  gains: "unknown",
  ports: [
    { port: 80, for: "others" },
    { port: 443, for: "others" },
    { port: 22, for: "others" },
  ],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["The start configures all of GitLab's services, each of which has a user of its own."],
} satisfies Image;
