import type { Image } from "../image.ts";

export default {
  names: ["portainer/portainer-ce", "portainer/portainer-ee"],
  looked: "2026-11",
  versions: { from: "2", to: "2" },
  flavours: ["alpine", "sts", "linux"],
  sources: [
    { documented: "https://github.com/portainer/portainer", tells: ["build", "start", "work"] },
    { documented: "https://docs.portainer.io/start/install-ce/server/docker/linux", tells: ["purpose", "secrets"] },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: [],
  asUser: [],
  runAs: null,
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/data", becomes: "own volume", at: "work" },
  ],
  gains: [],
  ports: [
    { port: 8000, for: "operator" },
    { port: 9000, for: "operator" },
    { port: 9443, for: "operator" },
  ],
  secrets: [],
  purpose: [
    {
      needs: { socket: "docker" },
      why: "manages the engine's containers, images, networks and volumes",
      instead:
        "An agent with TLS on each engine, or a socket proxy that lets only reading through where nothing is to be changed.",
    },
    { needs: { hostPath: "/var/lib/docker/volumes" }, why: "shows the files of volumes", optional: true },
  ],
  notes: ["It works through the engine's socket, which is as much as root on the host."],
} satisfies Image;
