import type { Image } from "../image.ts";

export default {
  names: ["eggdrop"],
  looked: "2026-11",
  versions: { from: "1.10", to: "1.10" },
  flavours: [],
  sources: [
    {
      read: "eggheads/eggdrop-docker",
      paths: ["1.10/Dockerfile"],
      commit: "2861815d67478e41667b8ed2cf9d3f13a5e755c1",
      tells: ["build"],
    },
    {
      read: "eggheads/eggdrop-docker",
      paths: ["1.10/entrypoint.sh"],
      commit: "322ff0949e0a8bac2d7459312c5a4c93429f665c",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "eggdrop", by: "su-exec" },
  asRoot: [
    { name: "CHOWN", why: "gives its data to another user", fails: false },
    {
      name: "DAC_OVERRIDE",
      why: "enters directories that are not root's, such as its data at the second start",
      fails: false,
    },
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
  ],
  asUser: [],
  runAs: { text: "eggdrop", uid: 3333 },
  writes: [
    { path: "/home/eggdrop/eggdrop", becomes: "nothing", at: "start" },
    { path: "/home/eggdrop/eggdrop/data", becomes: "volume", at: "start" },
  ],
  gains: [],
  ports: [{ port: 3333, for: "operator" }],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["The start rewrites its configuration and links it into the program's directory."],
} satisfies Image;
