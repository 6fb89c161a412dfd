import type { Image } from "../image.ts";

export default {
  names: ["pihole/pihole"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "pihole", by: "the program itself" },
  asRoot: [
    { name: "CHOWN", why: "gives its data to another user" },
    {
      name: "NET_BIND_SERVICE",
      why: "opens ports below 1024, or carries it as a file capability and does not start without",
    },
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
    { name: "SYS_NICE", why: "raises its priority" },
  ],
  asUser: "unknown",
  runAs: null,
  writes: [],
  gains: [],
  ports: [
    { port: 53, for: "project" },
    { port: 67, for: "project" },
    { port: 80, for: "project" },
    { port: 443, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["NET_ADMIN and NET_RAW for DHCP, SYS_TIME for NTP."],
} satisfies Image;
