import type { Image } from "../image.ts";

export default {
  names: ["teamspeak"],
  looked: "2026-11",
  versions: { from: "3.13", to: "3.13" },
  flavours: ["alpine"],
  sources: [
    {
      read: "TeamSpeak-Systems/teamspeak-linux-docker-images",
      paths: ["alpine/Dockerfile"],
      commit: "0a413aea41158db09d567729b221aa084bfd2ed3",
      tells: ["build", "work"],
    },
    {
      read: "TeamSpeak-Systems/teamspeak-linux-docker-images",
      paths: ["alpine/entrypoint.sh"],
      commit: "02c3e6fe39a3a7c62fd8919813bc4013f644866f",
      tells: ["start", "secrets", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "ts3server", by: "su-exec" },
  asRoot: [
    { name: "CHOWN", why: "gives its data to ts3server", fails: false },
    { name: "DAC_OVERRIDE", why: "enters its data, which is ts3server's with mode 0770", fails: false },
    { name: "SETGID", why: "becomes the group ts3server" },
    { name: "SETUID", why: "becomes ts3server" },
  ],
  asUser: [],
  runAs: { uid: 9987, gid: 9987, text: "ts3server" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/var/ts3server", becomes: "own volume", at: "start" },
    { path: "/var/run/ts3server", becomes: "tmpfs", at: "start", owner: { uid: 9987, gid: 9987 } },
  ],
  gains: [],
  ports: [
    { port: 9987, for: "others", protocol: "udp" },
    { port: 10011, for: "operator" },
    { port: 30033, for: "others" },
  ],
  secrets: [{ variable: "TS3SERVER_DB_PASSWORD", file: "TS3SERVER_DB_PASSWORD_FILE" }],
  purpose: [],
} satisfies Image;
