import type { Image } from "../image.ts";

export default {
  names: ["zookeeper"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [{ documented: "https://github.com/31z4/zookeeper-docker", tells: ["build", "start", "work"] }],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "zookeeper", by: "gosu" },
  asRoot: [
    { name: "CHOWN", why: "gives its data to another user" },
    { name: "DAC_OVERRIDE", why: "enters directories that are not root's, such as its data at the second start" },
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
  ],
  asUser: [],
  runAs: { uid: 1000, gid: 1000, text: "zookeeper" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/conf", becomes: "tmpfs", at: "work", owner: { uid: 1000, gid: 1000 } },
    { path: "/data", becomes: "volume", at: "start" },
    { path: "/datalog", becomes: "volume", at: "start" },
    { path: "/logs", becomes: "volume", at: "start" },
  ],
  gains: [],
  ports: [
    { port: 2181, for: "project" },
    { port: 2888, for: "project" },
    { port: 3888, for: "project" },
    { port: 8080, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["DAC_OVERRIDE is for a data directory of the host that only its owner may enter."],
} satisfies Image;
