import type { Image } from "../image.ts";

export default {
  names: ["prom/node-exporter", "quay.io/prometheus/node-exporter"],
  looked: "2026-11",
  versions: { from: "1", to: "1" },
  flavours: ["distroless"],
  sources: [
    { documented: "https://github.com/prometheus/node_exporter/blob/master/Dockerfile", tells: ["build", "start"] },
    { documented: "https://github.com/prometheus/node_exporter#docker", tells: ["purpose", "work", "secrets"] },
  ],
  kind: "program",
  user: { text: "nobody", uid: 65534 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 65534, text: "nobody" },
  writes: [],
  gains: [],
  ports: [{ port: 9100, for: "operator" }],
  secrets: [],
  purpose: [
    { needs: { namespace: "network" }, why: "counts what the host's network interfaces carry" },
    { needs: { namespace: "pid" }, why: "counts the host's processes" },
    {
      needs: { hostPath: "/" },
      why: "measures the host's file systems through it",
      instead: "Mount it read-only, `/:/host:ro,rslave`, with `--path.rootfs=/host`.",
    },
    { needs: { hostPath: "/proc" }, why: "reads the host's counters there" },
    { needs: { hostPath: "/sys" }, why: "reads the host's devices there" },
    { needs: { capability: "SYS_TIME" }, why: "reads the state of the clock with it", optional: true },
  ],
  notes: ["Its documentation asks for `pid: host`, the host's network and / mounted `ro,rslave`."],
} satisfies Image;
