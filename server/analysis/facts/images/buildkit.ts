import type { Image } from "../image.ts";

export default {
  names: ["moby/buildkit"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    { documented: "https://github.com/moby/buildkit/blob/master/docs/rootless.md", tells: ["build", "start", "work"] },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: null,
  writes: [],
  gains: [],
  ports: [],
  secrets: "unknown",
  purpose: [{ needs: { privileged: true }, why: "runs containers of its own" }],
  instead: "moby/buildkit:rootless",
  variants: [
    {
      tags: { word: "rootless" },
      has: {
        user: { text: "user", uid: 1000 },
        asUser: [],
        runAs: { uid: 1000, gid: 1000, text: "user" },
        writes: [
          { path: "/home/user/.local/share/buildkit", becomes: "tmpfs", at: "work", owner: { uid: 1000, gid: 1000 } },
        ],
        purpose: "unknown",
        notes: ["It needs seccomp and AppArmor unconfined, or `--oci-worker-no-process-sandbox`."],
      },
      sources: [
        {
          documented: "https://github.com/moby/buildkit/blob/master/docs/rootless.md",
          tells: ["build", "start", "work"],
        },
      ],
    },
  ],
} satisfies Image;
