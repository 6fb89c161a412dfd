import type { Image } from "../image.ts";

export default {
  names: ["n8nio/n8n", "docker.n8n.io/n8nio/n8n"],
  looked: "2026-11",
  versions: { from: "1", to: "1" },
  flavours: ["next"],
  sources: [
    {
      read: "n8n-io/n8n",
      paths: ["docker/images/n8n/Dockerfile"],
      commit: "003abfdc4f53791ebe60fd579af8de28a2a782a6",
      tells: ["build", "purpose"],
    },
    {
      read: "n8n-io/n8n",
      paths: ["packages/cli/src/commands/start.ts"],
      commit: "0001967473824471a3be40802457fa93e8ae1b4e",
      tells: ["start"],
    },
    {
      read: "n8n-io/n8n",
      paths: ["packages/core/src/InstanceSettings.ts"],
      commit: "00ff0b300ae2362822c947218872f8a50dd204f6",
      tells: ["work"],
    },
    { documented: "https://docs.n8n.io/hosting/configuration/configuration-methods/", tells: ["secrets"] },
  ],
  kind: "program",
  user: { text: "node", uid: 1000 },
  becomes: null,
  asRoot: "unknown",
  asUser: [],
  runAs: { uid: 1000, gid: 1000, text: "node" },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    // Where the variable is set, it is the directory `.n8n` in what it names.
    { path: "/home/node/.n8n", becomes: "volume", at: "start", movedBy: "N8N_USER_FOLDER" },
    // The pages that it serves are made at each start.
    {
      path: "/home/node/.cache",
      becomes: "tmpfs",
      at: "start",
      when: { not: { variable: "N8N_USER_FOLDER" } },
    },
  ],
  gains: [],
  ports: [{ port: 5678, for: "others" }],
  secrets: [
    { variable: "N8N_ENCRYPTION_KEY", file: "N8N_ENCRYPTION_KEY_FILE" },
    { variable: "DB_POSTGRESDB_PASSWORD", file: "DB_POSTGRESDB_PASSWORD_FILE" },
    { variable: "N8N_SMTP_PASS", file: "N8N_SMTP_PASS_FILE" },
  ],
  purpose: [],
} satisfies Image;
