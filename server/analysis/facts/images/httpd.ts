import type { Image } from "../image.ts";

export default {
  names: ["httpd"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/docker-library/httpd/blob/master/2.4/Dockerfile",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "the parent stays root, its children become www-data", by: "the program itself", workersOnly: true },
  asRoot: [
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
  ],
  asUser: [],
  runAs: null,
  writes: [
    {
      path: "/usr/local/apache2/logs",
      becomes: "tmpfs",
      at: "work",
      fails: { not: { mounted: "/usr/local/apache2/conf" } },
    },
    { path: "/tmp", becomes: "tmpfs", at: "work" },
  ],
  gains: [],
  ports: [{ port: 80, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["As www-data it needs `Listen 8080` and a writable directory for PidFile and ScriptSock."],
} satisfies Image;
