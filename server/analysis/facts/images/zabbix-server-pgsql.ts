import type { Image } from "../image.ts";

export default {
  names: ["zabbix/zabbix-server-pgsql"],
  looked: "2026-11",
  versions: { from: "6.2", to: "6.2", behind: true },
  flavours: ["alpine"],
  sources: [
    {
      read: "zabbix/zabbix-docker",
      paths: ["Dockerfiles/server-pgsql/alpine/Dockerfile"],
      commit: "00002198e24246eb331fc9be60021170eb43c7a2",
      tells: ["build"],
    },
  ],
  kind: "program",
  user: { text: "1997", uid: 1997 },
  becomes: "unknown",
  asRoot: "unknown",
  asUser: "unknown",
  runAs: { uid: 1997, text: "zabbix" },
  writes: "unknown",
  gains: [{ program: "sudo", by: "set-user-ID", why: "runs nmap as root for discovery" }],
  ports: [{ port: 10051, for: "others" }],
  secrets: "unknown",
  purpose: "unknown",
} satisfies Image;
