import type { Image } from "../image.ts";

export default {
  names: ["netdata/netdata"],
  looked: "2026-11",
  versions: { from: "2", to: "2" },
  flavours: [],
  sources: [
    {
      read: "netdata/netdata",
      paths: ["packaging/docker/Dockerfile"],
      commit: "617b04b260d982b887da94d0d76a504df8ea4637",
      tells: ["build"],
    },
    {
      read: "netdata/netdata",
      paths: ["packaging/docker/run.sh"],
      commit: "03df7c1791d83a82a3a4caada834e1f5ac1cbe39",
      tells: ["start", "secrets", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "netdata", by: "the program itself" },
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: [
    { program: "/usr/libexec/netdata/plugins.d/apps.plugin", by: "set-user-ID", why: "reads what all processes use" },
    {
      program: "/usr/libexec/netdata/plugins.d/cgroup-network",
      by: "set-user-ID",
      why: "finds the network interfaces of containers",
    },
    {
      program: "/usr/libexec/netdata/plugins.d/go.d.plugin",
      by: "set-user-ID",
      why: "collects from programs of the host",
    },
  ],
  ports: [{ port: 19999, for: "operator" }],
  secrets: [{ variable: "NETDATA_CLAIM_TOKEN" }],
  purpose: [
    {
      needs: { socket: "docker" },
      why: "finds the names of containers there",
      optional: true,
    },
    { needs: { hostPath: "/" }, why: "measures the host below /host", optional: true },
  ],
} satisfies Image;
