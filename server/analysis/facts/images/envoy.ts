import type { Image } from "../image.ts";

export default {
  names: ["envoyproxy/envoy"],
  looked: "2026-11",
  versions: { from: "1.36", to: "1.36", behind: true },
  flavours: [],
  sources: [
    {
      read: "envoyproxy/envoy",
      paths: ["distribution/docker/Dockerfile-envoy"],
      commit: "0252c88f4757a779c62b2cc034e29bb737e0783a",
      tells: ["build"],
    },
    {
      read: "envoyproxy/envoy",
      paths: ["ci/docker-entrypoint.sh"],
      commit: "3313680ead6a806c0e5193565dd3fe29baecb337",
      tells: ["start"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "envoy", by: "su-exec", workersOnly: true },
  asRoot: [
    { name: "AUDIT_WRITE", why: "records the change of its account", fails: false, when: { variable: "ENVOY_UID" } },
    {
      name: "CHOWN",
      why: "gives its output to envoy",
      fails: false,
      when: { not: { variable: "ENVOY_UID", is: "0" } },
    },
    { name: "SETGID", why: "becomes the group of envoy", when: { not: { variable: "ENVOY_UID", is: "0" } } },
    { name: "SETUID", why: "becomes envoy", when: { not: { variable: "ENVOY_UID", is: "0" } } },
  ],
  asUser: "unknown",
  runAs: "unknown",
  writes: [{ path: "/etc", becomes: "nothing", at: "start", when: { variable: "ENVOY_UID" } }],
  gains: [],
  ports: [{ port: 10000, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["With ENVOY_UID it gives its user that number in /etc/passwd; with 0 it stays root."],
} satisfies Image;
