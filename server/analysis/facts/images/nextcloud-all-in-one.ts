import type { Image } from "../image.ts";

export default {
  names: ["nextcloud/all-in-one", "ghcr.io/nextcloud-releases/all-in-one"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      read: "nextcloud/all-in-one",
      paths: ["Containers/mastercontainer/Dockerfile"],
      commit: "b2a839a209a27c95b68125433c0021fc3d511f46",
      tells: ["build"],
    },
    {
      read: "nextcloud/all-in-one",
      paths: ["Containers/mastercontainer/start.sh"],
      commit: "02365fdd3f91decdea6da174697fe18eedc13647",
      tells: ["start", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "www-data", by: "sudo", workersOnly: true },
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: [{ program: "sudo", by: "set-user-ID", why: "tries as www-data whether the engine's socket can be read" }],
  ports: [
    { port: 80, for: "operator" },
    { port: 8080, for: "operator" },
    { port: 8443, for: "operator" },
  ],
  secrets: "unknown",
  purpose: [{ needs: { socket: "docker" }, why: "starts and updates the containers of Nextcloud" }],
} satisfies Image;
