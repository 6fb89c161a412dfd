import type { Image, When } from "../image.ts";

const SETS_CAPABILITY: When = { not: { variable: "SKIP_SETCAP" } };

export default {
  names: ["hashicorp/vault", "vault"],
  looked: "2026-11",
  versions: { from: "1.0", to: "1.21" },
  flavours: [],
  sources: [
    {
      read: "hashicorp/vault",
      paths: ["Dockerfile", ".release/docker/docker-entrypoint.sh"],
      commit: "79e3f5221286ac6eb519aaa74cb1f9040e48a9ab",
      tells: ["build", "start", "secrets", "purpose"],
    },
    { documented: "https://developer.hashicorp.com/vault/docs/configuration", tells: ["work"] },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "vault", by: "su-exec" },
  asRoot: [
    { name: "SETGID", why: "becomes the group vault" },
    { name: "SETUID", why: "becomes vault" },
    { name: "CHOWN", why: "gives /vault/config, /vault/logs and /vault/file to vault" },
    { name: "DAC_OVERRIDE", why: "looks at directories of the host that are another user's" },
    { name: "SETFCAP", why: "gives the program its file capability", when: SETS_CAPABILITY },
    { name: "IPC_LOCK", why: "keeps secrets from being swapped out; without, it starts all the same and does not" },
  ],
  asUser: [{ name: "IPC_LOCK", why: "is the file capability that the program may carry" }],
  runAs: {
    uid: 100,
    gid: 1000,
    text: "vault",
    unless: [
      { when: SETS_CAPABILITY, why: "setcap fails for any user but root, and with it the start" },
      { when: { not: { variable: "SKIP_CHOWN" } }, why: "chown of mounted directories fails, and with it the start" },
    ],
  },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/vault/logs", becomes: "own volume", at: "work" },
    { path: "/vault/file", becomes: "own volume", at: "work" },
    { path: "/vault/config", becomes: "nothing", at: "start", when: { variable: "VAULT_LOCAL_CONFIG" } },
    { path: "/bin/vault", becomes: "nothing", at: "start", when: SETS_CAPABILITY },
  ],
  gains: [{ program: "/bin/vault", by: "IPC_LOCK", why: "locks its memory", when: SETS_CAPABILITY }],
  ports: [{ port: 8200, for: "project" }],
  secrets: [{ variable: "VAULT_DEV_ROOT_TOKEN_ID" }],
  purpose: [{ needs: { capability: "IPC_LOCK" }, why: "keeps secrets from being swapped out", optional: true }],
  notes: [
    "As root without IPC_LOCK it starts and says that it does not lock its memory. As another user it only starts with SKIP_SETCAP, since setcap fails.",
  ],
} satisfies Image;
