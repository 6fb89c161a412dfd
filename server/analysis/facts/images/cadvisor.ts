import type { Image } from "../image.ts";

export default {
  names: ["gcr.io/cadvisor/cadvisor", "ghcr.io/google/cadvisor", "google/cadvisor"],
  looked: "2026-11",
  versions: { from: "0.30", to: "0.56" },
  flavours: [],
  sources: [
    { documented: "https://github.com/google/cadvisor/blob/master/deploy/Dockerfile", tells: ["build", "start"] },
    {
      documented: "https://github.com/google/cadvisor/blob/master/docs/running.md",
      tells: ["purpose", "work", "secrets"],
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
  ports: [{ port: 8080, for: "operator" }],
  secrets: [],
  purpose: [
    {
      needs: { privileged: true },
      why: "reads kernel messages and some counters of the host with it",
      optional: true,
      instead:
        "`devices: [/dev/kmsg]` with the read-only mounts of `/`, `/var/run`, `/sys` and `/var/lib/docker` is enough.",
    },
    {
      needs: { device: "/dev/kmsg" },
      why: "sees there which processes the kernel ended for want of memory",
      optional: true,
    },
    { needs: { hostPath: "/" }, why: "reads there what file systems hold" },
    { needs: { hostPath: "/var/run" }, why: "finds the engine's socket there" },
    {
      needs: { socket: "docker" },
      why: "asks the engine which containers there are",
      endpoints: ["CONTAINERS", "IMAGES", "INFO", "VERSION"],
    },
    { needs: { hostPath: "/sys" }, why: "reads the counters of control groups there" },
    { needs: { hostPath: "/var/lib/docker" }, why: "reads there what containers' layers hold" },
    { needs: { hostPath: "/dev/disk" }, why: "names disks by what it finds there", optional: true },
  ],
  notes: ["Its documentation asks for /, /var/run, /sys and /var/lib/docker, and often for `privileged`."],
} satisfies Image;
