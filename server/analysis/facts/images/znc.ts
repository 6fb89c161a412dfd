import type { Image } from "../image.ts";

export default {
  names: ["znc"],
  looked: "2026-11",
  versions: { from: "1.10", to: "1.10" },
  flavours: ["slim"],
  sources: [
    {
      read: "docker-library/repo-info",
      paths: ["repos/znc/remote/slim.md"],
      commit: "3681fe6cc861e2d731411066d06a22ec028a9889",
      tells: ["build"],
    },
    {
      read: "znc/znc-docker",
      paths: ["slim/startup-sequence/01-options.sh", "slim/startup-sequence/20-chown.sh"],
      commit: "d5683cd4b0a53dc6e94fc7b07e658b05c44c515a",
      tells: ["start", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "znc", by: "su-exec" },
  asRoot: [
    { name: "CHOWN", why: "gives its data to znc" },
    { name: "DAC_OVERRIDE", why: "enters its data, which is znc's with mode 0700 at the second start" },
    { name: "FOWNER", why: "sets the mode of its data, which is znc's by then" },
    { name: "SETGID", why: "becomes the group znc" },
    { name: "SETUID", why: "becomes znc" },
  ],
  asUser: [],
  runAs: "unknown",
  writes: [{ path: "/znc-data", becomes: "own volume", at: "start" }],
  gains: [],
  ports: [],
  secrets: "unknown",
  purpose: [],
} satisfies Image;
