import type { Image } from "../image.ts";

export default {
  names: ["containrrr/watchtower", "ghcr.io/containrrr/watchtower", "nickfedor/watchtower"],
  looked: "2026-11",
  versions: { from: "1", to: "1" },
  flavours: ["latest", "dev"],
  sources: [
    { documented: "https://github.com/containrrr/watchtower", tells: ["build", "start", "work"] },
    { documented: "https://containrrr.dev/watchtower/", tells: ["purpose", "secrets"] },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: [],
  asUser: [],
  runAs: null,
  writes: [{ path: "/tmp", becomes: "tmpfs", at: "work" }],
  gains: [],
  ports: [{ port: 8080, for: "operator" }],
  secrets: [{ variable: "REPO_PASS" }, { variable: "WATCHTOWER_HTTP_API_TOKEN" }],
  purpose: [
    {
      needs: { socket: "docker" },
      why: "pulls new images and starts containers again from them",
      when: { not: { variable: "DOCKER_HOST" } },
      endpoints: ["CONTAINERS", "IMAGES", "NETWORKS", "PING", "POST", "VERSION"],
      instead: "A job on the host that pulls and starts anew, so that no container holds the engine.",
    },
  ],
  notes: ["It works through the engine's socket, which is as much as root on the host."],
} satisfies Image;
