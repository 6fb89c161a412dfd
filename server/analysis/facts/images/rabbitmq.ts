import type { Image } from "../image.ts";

export default {
  names: ["rabbitmq"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/docker-library/rabbitmq/blob/master/docker-entrypoint.sh",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "rabbitmq", by: "gosu" },
  asRoot: [
    { name: "CHOWN", why: "gives its data to another user" },
    { name: "DAC_OVERRIDE", why: "enters directories that are not root's, such as its data at the second start" },
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
  ],
  asUser: [],
  runAs: { uid: 999, gid: 999, text: "rabbitmq" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/var/log/rabbitmq", becomes: "tmpfs", at: "work" },
    { path: "/var/lib/rabbitmq", becomes: "volume", at: "start" },
    { path: "/etc/rabbitmq", becomes: "nothing", at: "start" },
  ],
  gains: [],
  ports: [
    { port: 4369, for: "project" },
    { port: 5671, for: "project" },
    { port: 5672, for: "project" },
    { port: 15691, for: "project" },
    { port: 15692, for: "project" },
    { port: 25672, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
  notes: [
    "`hostname` must stay the same, or the data directory is not found again.",
    "DAC_OVERRIDE is for a data directory of the host that only its owner may enter.",
    "/etc/rabbitmq/conf.d must be writable where environment variables configure it.",
  ],
  variants: [
    {
      tags: { word: "alpine" },
      has: { runAs: { uid: 100, gid: 101, text: "rabbitmq" } },
      sources: [
        {
          documented: "https://github.com/docker-library/rabbitmq/blob/master/docker-entrypoint.sh",
          tells: ["build", "start", "work"],
        },
      ],
    },
  ],
} satisfies Image;
