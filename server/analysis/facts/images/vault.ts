import type { Image } from "../image.ts";

export default {
  names: ["hashicorp/vault", "vault"],
  looked: "2026-11",
  versions: null,
  flavours: [],
  sources: [
    {
      documented: "https://github.com/hashicorp/docker-vault/blob/master/0.X/docker-entrypoint.sh",
      tells: ["build", "start", "work"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "vault", by: "su-exec" },
  asRoot: [
    { name: "SETGID", why: "becomes another group" },
    { name: "SETUID", why: "becomes another user" },
    { name: "CHOWN", why: "gives its data to another user" },
    { name: "IPC_LOCK", why: "keeps secrets from being swapped out" },
    { name: "SETFCAP", why: "gives the program its file capability" },
  ],
  asUser: [{ name: "IPC_LOCK", why: "keeps secrets from being swapped out" }],
  runAs: { uid: 100, gid: 1000, text: "vault" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/vault/logs", becomes: "tmpfs", at: "work", owner: { uid: 100, gid: 1000 } },
    { path: "/vault/file", becomes: "volume", at: "start" },
  ],
  gains: [],
  ports: [{ port: 8200, for: "project" }],
  secrets: "unknown",
  purpose: "unknown",
  notes: [
    "The entrypoint gives the program the file capability cap_ipc_lock: without IPC_LOCK it does not start (EPERM), unless SKIP_SETCAP is set.",
  ],
} satisfies Image;
