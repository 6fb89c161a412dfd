import type { Image } from "../image.ts";

export default {
  names: ["ghcr.io/wg-easy/wg-easy", "weejewel/wg-easy"],
  looked: "2026-11",
  versions: { from: "7", to: "13", behind: true },
  flavours: [],
  sources: [
    {
      read: "wg-easy/wg-easy",
      paths: ["Dockerfile"],
      commit: "0daa71f56aa9146b4ebd3b1c8ce9be779c1d17b8",
      tells: ["build", "start"],
    },
    {
      read: "wg-easy/wg-easy",
      paths: ["docker-compose.yml"],
      commit: "7f44fa0500cd96341183884b76b9d7ce641437c0",
      tells: ["secrets", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [
    { port: 51820, for: "others", protocol: "udp" },
    { port: 51821, for: "operator" },
  ],
  secrets: [{ variable: "PASSWORD" }],
  purpose: [
    { needs: { capability: "NET_ADMIN" }, why: "sets up its WireGuard interface" },
    { needs: { capability: "SYS_MODULE" }, why: "loads the host's module for WireGuard", optional: true },
    { needs: { sysctl: "net.ipv4.ip_forward" }, why: "passes on what its clients send" },
    { needs: { sysctl: "net.ipv4.conf.all.src_valid_mark" }, why: "lets clients send everything through it" },
  ],
} satisfies Image;
