import type { Image } from "../image.ts";

export default {
  names: ["syncthing/syncthing", "ghcr.io/syncthing/syncthing"],
  looked: "2026-11",
  versions: { from: "1", to: "1", behind: true },
  flavours: [],
  sources: [
    {
      read: "syncthing/syncthing",
      paths: ["Dockerfile"],
      commit: "0457e607fcd454507d2a7902de11044f905052c4",
      tells: ["build"],
    },
    {
      read: "syncthing/syncthing",
      paths: ["script/docker-entrypoint.sh"],
      commit: "dabdb7fb58904ce84f5fc84fab1857f02be6d7a5",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "PUID:PGID", by: "su-exec" },
  asRoot: [
    { name: "CHOWN", why: "gives its home to the user of PUID", fails: false },
    { name: "SETGID", why: "becomes the group of PGID" },
    { name: "SETUID", why: "becomes the user of PUID" },
    { name: "SETFCAP", why: "gives its program the capabilities of PCAP", when: { variable: "PCAP" } },
    {
      name: "FOWNER",
      why: "may be one of those in PCAP, and a program does not start whose own capabilities the container lacks",
      when: { variable: "PCAP" },
    },
  ],
  asUser: [],
  runAs: { uid: 1000, gid: 1000, text: "1000" },
  writes: [
    { path: "/var/syncthing", becomes: "own volume", at: "start" },
    // The start sets the capabilities of PCAP on the program itself.
    { path: "/bin/syncthing", becomes: "nothing", at: "start", when: { variable: "PCAP" } },
  ],
  gains: "unknown",
  ports: [
    { port: 8384, for: "operator" },
    { port: 22000, for: "others" },
    { port: 21027, for: "others", protocol: "udp" },
  ],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
