import type { Image } from "../image.ts";

export default {
  names: ["codercom/code-server", "ghcr.io/coder/code-server"],
  looked: "2026-11",
  versions: { from: "4", to: "4" },
  flavours: [],
  sources: [
    {
      read: "coder/code-server",
      paths: ["ci/release-image/Dockerfile"],
      commit: "003f57ca2f53454d92615f7d3f5938ce0412ce60",
      tells: ["build"],
    },
    {
      read: "coder/code-server",
      paths: ["ci/release-image/entrypoint.sh"],
      commit: "071c8e15fc6c0b69ba2551c1d1680e125e832963",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "1000", uid: 1000 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: { text: "coder", uid: 1000 },
  writes: "unknown",
  gains: [
    {
      program: "/usr/local/bin/fixuid",
      by: "set-user-ID",
      why: "takes on the number of the user that it is started as",
    },
    { program: "sudo", by: "set-user-ID", why: "renames its user, and is for whoever works in it" },
  ],
  ports: [{ port: 8080, for: "operator" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
