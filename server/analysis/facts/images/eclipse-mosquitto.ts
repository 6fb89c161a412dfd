import type { Image } from "../image.ts";

export default {
  names: ["eclipse-mosquitto"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/eclipse-mosquitto/mosquitto/tree/master/docker",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "mosquitto", by: "the program itself" },
  asRoot: [
    { name: "CHOWN", why: "gives its data to another user" },
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
  ],
  asUser: [],
  runAs: { uid: 1883, gid: 1883, text: "mosquitto" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/mosquitto/data", becomes: "volume", at: "start" },
    { path: "/mosquitto/log", becomes: "volume", at: "start" },
  ],
  gains: [],
  ports: [{ port: 1883, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
