import type { Image, When } from "../image.ts";

const SETS_CAPABILITY: When = { not: { variable: "SKIP_SETCAP" } };

export default {
  names: ["hashicorp/vault", "vault"],
  looked: "2026-11",
  // The build file is of between the first UBI 8.8, of May 2023, and the change of licence in August 2023.
  versions: { from: "1.14", to: "1.14" },
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
    { name: "CHOWN", why: "gives /vault/config, /vault/logs and /vault/file to vault", fails: false },
    { name: "DAC_OVERRIDE", why: "looks at directories of the host that are another user's", fails: false },
    { name: "SETFCAP", why: "gives the program its file capability", when: SETS_CAPABILITY },
    {
      name: "IPC_LOCK",
      why: "keeps secrets from being swapped out; a server without `disable_mlock` fails where it cannot",
      fails: false,
    },
  ],
  asUser: [{ name: "IPC_LOCK", why: "is the file capability that the program may carry" }],
  // The numbers that Alpine's adduser -S and addgroup give first, and that the build file writes down for UBI.
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
  purpose: [{ needs: { capability: "IPC_LOCK" }, why: "keeps secrets from being swapped out" }],
  notes: [
    "Without IPC_LOCK the start takes the file capability away again, and a server that is not told `disable_mlock` fails, since it cannot lock its memory. As another user than root it only starts with SKIP_SETCAP, since setcap fails.",
  ],
} satisfies Image;
