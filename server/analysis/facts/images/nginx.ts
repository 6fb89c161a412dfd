import type { Image } from "../image.ts";

export default {
  names: ["nginx"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/nginx/docker-nginx/blob/master/mainline/debian/Dockerfile",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: {
    user: "the master stays root, its workers become nginx (101)",
    by: "the program itself",
    workersOnly: true,
  },
  asRoot: [
    { name: "CHOWN", why: "gives its data to another user" },
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
  ],
  asUser: [],
  runAs: null,
  writes: [
    { path: "/var/cache/nginx", becomes: "tmpfs", at: "work" },
    { path: "/var/run", becomes: "tmpfs", at: "work" },
    { path: "/tmp", becomes: "tmpfs", at: "work" },
  ],
  gains: [],
  ports: [{ port: 80, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
  instead: "nginxinc/nginx-unprivileged",
  notes: [
    "Another user needs other paths for the pid file and the caches: nginxinc/nginx-unprivileged has them.",
    "DAC_OVERRIDE where logs or caches are mounted from another uid.",
    "envsubst templates need a writable /etc/nginx/conf.d.",
  ],
} satisfies Image;
