import type { Image } from "../image.ts";

export default {
  names: ["quay.io/keycloak/keycloak", "keycloak/keycloak"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/keycloak/keycloak/blob/main/quarkus/container/Dockerfile",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "1000", uid: 1000 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 1000, gid: 0, text: "1000:0" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/opt/keycloak/data/tmp", becomes: "tmpfs", at: "work" },
    { path: "/opt/keycloak/lib/quarkus", becomes: "nothing", at: "start" },
  ],
  gains: [],
  ports: [
    { port: 8080, for: "project" },
    { port: 8443, for: "project" },
    { port: 9000, for: "project" },
  ],
  secrets: "unknown",
  purpose: "unknown",
  notes: ["`read_only` works only with an image that `kc.sh build` has optimised."],
} satisfies Image;
