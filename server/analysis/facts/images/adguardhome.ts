import type { Image } from "../image.ts";

export default {
  names: ["adguard/adguardhome"],
  looked: "2026-11",
  versions: { from: "0.107", to: "0.107" },
  flavours: [],
  sources: [
    {
      read: "AdguardTeam/AdGuardHome",
      paths: ["docker/Dockerfile"],
      commit: "2ab738b3036b3b1c31a63dcf68f785699020022e",
      tells: ["build", "start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: [{ name: "NET_BIND_SERVICE", why: "carries it as a file capability and does not start without" }],
  runAs: "unknown",
  writes: "unknown",
  gains: [
    { program: "/opt/adguardhome/AdGuardHome", by: "NET_BIND_SERVICE", why: "opens port 53", when: { root: false } },
  ],
  ports: [
    { port: 53, for: "others" },
    { port: 53, protocol: "udp", for: "others" },
    { port: 67, protocol: "udp", for: "others" },
    { port: 68, protocol: "udp", for: "others" },
    { port: 80, for: "operator" },
    { port: 443, for: "others" },
    { port: 443, protocol: "udp", for: "others" },
    { port: 853, for: "others" },
    { port: 853, protocol: "udp", for: "others" },
    { port: 3000, for: "operator" },
    { port: 5443, for: "others" },
    { port: 5443, protocol: "udp", for: "others" },
    { port: 6060, for: "operator" },
  ],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["Its directories belong to nobody, so that root without DAC_OVERRIDE cannot write there."],
} satisfies Image;
