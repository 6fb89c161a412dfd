import type { Image } from "../image.ts";

export default {
  names: ["storm"],
  looked: "2026-11",
  versions: { from: "2.3", to: "2.8", behind: true },
  flavours: ["jre"],
  sources: [
    {
      read: "docker-library/repo-info",
      paths: ["repos/storm/remote/latest.md"],
      commit: "09a7ceda2c12f04193482cd90d585c39eef7028e",
      tells: ["build"],
    },
    {
      read: "31z4/storm-docker",
      paths: ["2.3.0/docker-entrypoint.sh"],
      commit: "3a6679dbcf042072d758c5566430ee07a580bf28",
      tells: ["start", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "storm", by: "gosu" },
  asRoot: [
    { name: "CHOWN", why: "gives its configuration, data and logs to storm" },
    { name: "DAC_OVERRIDE", why: "enters directories that are storm's alone", fails: false },
    { name: "SETGID", why: "becomes the group storm" },
    { name: "SETUID", why: "becomes storm" },
  ],
  asUser: [],
  runAs: { uid: 1000, gid: 1000, text: "storm" },
  writes: "unknown",
  gains: [],
  ports: [],
  secrets: "unknown",
  purpose: [],
} satisfies Image;
