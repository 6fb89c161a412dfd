import type { Image } from "../image.ts";

export default {
  names: ["gitea/gitea", "docker.gitea.com/gitea"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "s6 and su-exec git", by: "s6" },
  asRoot: [
    { name: "CHOWN", why: "gives its data to another user" },
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
    { name: "SYS_CHROOT", why: "enters another root directory" },
    { name: "DAC_OVERRIDE", why: "enters directories that are not root's, such as its data at the second start" },
    { name: "FOWNER", why: "sets modes of files that are another user's by then" },
  ],
  asUser: [],
  runAs: null,
  writes: [{ path: "/tmp", becomes: "tmpfs", at: "work" }],
  gains: [],
  ports: [
    { port: 3000, for: "project" },
    { port: 22, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
  instead: "gitea/gitea:latest-rootless",
  variants: [
    {
      tags: { word: "rootless" },
      has: {
        user: { text: "git", uid: 1000 },
        becomes: null,
        asRoot: "unknown",
        runAs: { uid: 1000, gid: 1000, text: "git" },
        ports: [
          { port: 2222, for: "project" },
          { port: 3000, for: "project" },
        ],
      },
      sources: [
        {
          documented: "https://github.com/go-gitea/gitea/blob/main/Dockerfile.rootless",
          tells: ["build", "start", "work"],
        },
      ],
    },
  ],
} satisfies Image;
