import type { Image } from "../image.ts";

export default {
  names: ["qmcgaw/gluetun"],
  looked: "2026-11",
  versions: { from: "3", to: "3", behind: true },
  flavours: [],
  sources: [
    {
      read: "qdm12/gluetun",
      paths: ["Dockerfile"],
      commit: "e7b0f4c6be96b70ff502e2f317d706215d0ee0dc",
      tells: ["build", "secrets"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [
    { port: 8000, for: "operator" },
    { port: 8888, for: "project" },
    { port: 8388, for: "project" },
    { port: 8388, for: "project", protocol: "udp" },
  ],
  secrets: [
    { variable: "OPENVPN_PASSWORD", file: "OPENVPN_PASSWORD_SECRETFILE" },
    { variable: "WIREGUARD_PRIVATE_KEY" },
    { variable: "WIREGUARD_PRESHARED_KEY" },
    { variable: "HTTPPROXY_PASSWORD", file: "HTTPPROXY_PASSWORD_SECRETFILE" },
    { variable: "SHADOWSOCKS_PASSWORD", file: "SHADOWSOCKS_PASSWORD_SECRETFILE" },
  ],
  purpose: "unknown",
} satisfies Image;
