import type { Image } from "../image.ts";

export default {
  names: ["docker"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/docker-library/docker/blob/master/Dockerfile-dind.template",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: null,
  writes: [],
  gains: [],
  ports: [
    { port: 2375, for: "project" },
    { port: 2376, for: "project" },
  ],
  secrets: "unknown",
  purpose: [{ needs: { privileged: true }, why: "runs containers of its own" }],
  instead: "docker:dind-rootless",
  notes: ["Sysbox as the runtime, or rootless BuildKit where only images are built, needs no `privileged`."],
  variants: [
    {
      tags: { word: "rootless" },
      has: {
        user: { text: "rootless", uid: 1000 },
        runAs: { uid: 1000, text: "rootless" },
        notes: ["It needs `privileged`, or seccomp, AppArmor and system paths unconfined."],
      },
      sources: [
        {
          documented: "https://github.com/docker-library/docker/blob/master/Dockerfile-dind-rootless.template",
          tells: ["build", "start", "work"],
        },
      ],
    },
    {
      tags: { word: "cli" },
      has: {
        kind: "base",
        runAs: "unknown",
        writes: "unknown",
        gains: "unknown",
        ports: [],
        purpose: "unknown",
        notes: [],
      },
      sources: [
        {
          documented: "https://github.com/docker-library/docker/blob/master/Dockerfile-dind.template",
          tells: ["build", "start", "work"],
        },
      ],
    },
    {
      tags: { word: "git" },
      has: {
        kind: "base",
        runAs: "unknown",
        writes: "unknown",
        gains: "unknown",
        ports: [],
        purpose: "unknown",
        notes: [],
      },
      sources: [
        {
          documented: "https://github.com/docker-library/docker/blob/master/Dockerfile-dind.template",
          tells: ["build", "start", "work"],
        },
      ],
    },
  ],
} satisfies Image;
