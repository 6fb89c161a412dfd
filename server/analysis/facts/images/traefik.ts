import type { Image } from "../image.ts";

export default {
  names: ["traefik"],
  looked: "2026-11",
  versions: { from: "2", to: "3" },
  flavours: ["rocamadour", "ramequin", "saintnectaire", "comte", "munster", "windowsservercore"],
  sources: [
    { documented: "https://github.com/traefik/traefik-library-image", tells: ["build", "start"] },
    {
      documented: "https://doc.traefik.io/traefik/reference/install-configuration/providers/docker/",
      tells: ["purpose"],
    },
    {
      documented: "https://doc.traefik.io/traefik/reference/install-configuration/configuration-options/",
      tells: ["work", "secrets"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: [],
  asUser: [],
  runAs: "any",
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/plugins-storage", becomes: "tmpfs", at: "work", when: { word: "--experimental.plugins" } },
  ],
  gains: [],
  ports: [{ port: 80, for: "others" }],
  secrets: [],
  purpose: [
    {
      needs: { socket: "docker" },
      why: "reads there which containers it routes to",
      when: { not: { variable: "DOCKER_HOST" } },
      endpoints: ["CONTAINERS", "NETWORKS", "EVENTS", "PING", "VERSION"],
      instead: "A socket proxy on an internal network, with `providers.docker.endpoint` set to it.",
    },
  ],
  notes: ["acme.json must belong to the uid with mode 0600."],
} satisfies Image;
