import type { Image } from "../image.ts";

export default {
  names: ["jc21/nginx-proxy-manager"],
  looked: "2026-11",
  versions: { from: "2.9", to: "2.12", behind: true },
  flavours: [],
  sources: [
    {
      read: "NginxProxyManager/nginx-proxy-manager",
      paths: ["docker/Dockerfile"],
      commit: "00a3a7d3b05c2db405e502784d9de6b03aa1c7d4",
      tells: ["build"],
    },
    {
      read: "NginxProxyManager/nginx-proxy-manager",
      paths: ["docker/rootfs/etc/s6-overlay/s6-rc.d/prepare/30-ownership.sh"],
      commit: "1d6a12aeca35aa9f5fe57f21fcf4ac49dd6f6c1e",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "PUID:PGID", by: "s6", workersOnly: true },
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: [
    { path: "/data", becomes: "own volume", at: "start" },
    { path: "/etc/letsencrypt", becomes: "own volume", at: "start" },
    { path: "/etc/nginx", becomes: "nothing", at: "start" },
  ],
  gains: "unknown",
  ports: [
    { port: 80, for: "others" },
    { port: 443, for: "others" },
    { port: 81, for: "operator" },
  ],
  secrets: "unknown",
  purpose: "unknown",
  notes: [
    "Its start gives /data, /etc/letsencrypt and parts of /etc/nginx, /var and /opt/certbot to the user of PUID.",
  ],
} satisfies Image;
