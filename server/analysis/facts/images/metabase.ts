import type { Image } from "../image.ts";

export default {
  names: ["metabase/metabase"],
  looked: "2026-11",
  versions: { from: "0.39", to: "0.39", behind: true },
  flavours: [],
  sources: [
    {
      read: "metabase/metabase",
      paths: ["Dockerfile", "bin/docker/run_metabase.sh"],
      commit: "0024b89173d0c1f3ab97e447b04594db950defe8",
      tells: ["build", "start", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "metabase, with the number of MUID", by: "su" },
  asRoot: [
    { name: "CHOWN", why: "gives its database to metabase", fails: false },
    { name: "DAC_OVERRIDE", why: "makes its database in directories that are another user's", fails: false },
    { name: "SETGID", why: "becomes the group metabase" },
    { name: "SETUID", why: "becomes metabase" },
  ],
  asUser: [],
  runAs: "unknown",
  writes: "unknown",
  gains: [],
  ports: [{ port: 3000, for: "others" }],
  secrets: "unknown",
  purpose: [],
} satisfies Image;
