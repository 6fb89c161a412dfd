import type { Image, When } from "../image.ts";

/** The paths stand in the configuration that it is published with, and nothing names others. */
const OWN_PATHS: When = { not: { any: [{ mounted: "/etc/nginx/nginx.conf" }, { word: "-c" }, { word: "pid" }] } };

const TEMPLATES: When = { mounted: "/etc/nginx/templates" };

export default {
  names: ["nginx"],
  looked: "2026-11",
  versions: { from: "1.19", to: "1.31" },
  flavours: ["alpine", "bookworm", "trixie", "bullseye", "buster", "slim", "perl", "otel"],
  sources: [
    {
      read: "nginx/docker-nginx",
      paths: ["mainline/debian/Dockerfile"],
      commit: "e4d5453581d9d3618f77c4aeccf2e6171a1cd6ff",
      tells: ["build", "purpose", "secrets"],
    },
    {
      read: "nginxinc/docker-nginx",
      paths: ["entrypoint/20-envsubst-on-templates.sh"],
      commit: "a17179d7a8264393f8d0091aa2d854e0f9bde3eb",
      tells: ["start"],
    },
    {
      documented: "https://github.com/docker-library/docs/blob/master/nginx/content.md",
      tells: ["work"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "nginx", by: "the program itself", workersOnly: true },
  asRoot: [
    { name: "CHOWN", why: "gives its cache directories to nginx" },
    { name: "SETGID", why: "starts its workers in the group nginx" },
    { name: "SETUID", why: "starts its workers as nginx" },
  ],
  asUser: [],
  // Another user needs other paths for the pid file and the caches.
  runAs: null,
  writes: [
    { path: "/var/cache/nginx", becomes: "tmpfs", at: "work", fails: OWN_PATHS },
    { path: "/var/run", becomes: "tmpfs", at: "work", fails: OWN_PATHS },
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    {
      path: "/etc/nginx/conf.d/default.conf",
      becomes: "nothing",
      at: "start",
      when: { not: TEMPLATES },
      else: "the default site does not listen on IPv6",
    },
    {
      path: "/etc/nginx/conf.d",
      becomes: "nothing",
      movedBy: "NGINX_ENVSUBST_OUTPUT_DIR",
      at: "start",
      when: { any: [TEMPLATES, { variable: "NGINX_ENVSUBST_TEMPLATE_DIR" }] },
    },
    {
      path: "/etc/nginx/nginx.conf",
      becomes: "nothing",
      at: "start",
      when: { variable: "NGINX_ENTRYPOINT_WORKER_PROCESSES_AUTOTUNE" },
    },
  ],
  gains: [],
  ports: [{ port: 80, for: "others" }],
  secrets: [],
  purpose: [],
  instead: "nginxinc/nginx-unprivileged",
  notes: [
    "Another user needs other paths for the pid file and the caches: nginxinc/nginx-unprivileged has them.",
    "DAC_OVERRIDE where logs or caches are mounted from another uid.",
    "envsubst templates need a writable /etc/nginx/conf.d.",
  ],
} satisfies Image;
