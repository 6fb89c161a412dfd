import type { Image } from "../image.ts";

export default {
  names: ["tailscale/tailscale", "ghcr.io/tailscale/tailscale"],
  looked: "2026-11",
  versions: { from: "1", to: "1" },
  flavours: [],
  sources: [
    {
      read: "tailscale/tailscale",
      paths: ["build_docker.sh"],
      commit: "28bbe1c0362d0ee535491d824a1f290613e5f5e7",
      tells: ["build"],
    },
    {
      read: "tailscale/tailscale",
      paths: ["cmd/containerboot/main.go"],
      commit: "0115672486f99dbd5892820be27845cd068657db",
      tells: ["start", "secrets", "purpose"],
    },
  ],
  kind: "program",
  user: "unknown",
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: "unknown",
  secrets: [
    { variable: "TS_AUTHKEY" },
    { variable: "TS_AUTH_KEY" },
    { variable: "TS_CLIENT_SECRET" },
    { variable: "TS_ID_TOKEN" },
  ],
  purpose: [
    {
      needs: { device: "/dev/net/tun" },
      why: "makes the network interface of its tailnet with it",
      when: {
        any: [
          { variable: "TS_USERSPACE", is: "false" },
          { variable: "TS_USERSPACE", is: "0" },
        ],
      },
    },
    {
      needs: { capability: "NET_ADMIN" },
      why: "sets up the network interface of its tailnet",
      when: {
        any: [
          { variable: "TS_USERSPACE", is: "false" },
          { variable: "TS_USERSPACE", is: "0" },
        ],
      },
    },
  ],
  notes: ["TS_AUTHKEY, TS_CLIENT_SECRET and TS_ID_TOKEN may be `file:` and the path of a file with the value."],
} satisfies Image;
