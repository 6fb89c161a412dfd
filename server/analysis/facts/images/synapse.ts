import type { Image } from "../image.ts";

export default {
  names: ["matrixdotorg/synapse"],
  looked: "2026-11",
  versions: { from: "1", to: "1" },
  flavours: [],
  sources: [
    {
      read: "element-hq/synapse",
      paths: ["docker/Dockerfile"],
      commit: "03ba104f8da3f555dce708e0a7f3a767897eecd0",
      tells: ["build", "work"],
    },
    {
      read: "element-hq/synapse",
      paths: ["docker/start.py"],
      commit: "20bd26ecad423ea05f58df90c5d53bb9db6db307",
      tells: ["start", "secrets", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: { user: "991:991, or UID and GID", by: "gosu" },
  asRoot: [
    { name: "SETGID", why: "becomes the group 991" },
    { name: "SETUID", why: "becomes the user 991" },
    {
      name: "CHOWN",
      why: "gives its data to the user that it becomes",
      when: { any: [{ word: "generate" }, { word: "migrate_config" }] },
    },
  ],
  asUser: [],
  runAs: {
    uid: 991,
    gid: 991,
    text: "991",
    unless: [{ when: { variable: "UID" }, why: "it becomes the user of UID, which takes root" }],
  },
  writes: [
    { path: "/tmp", becomes: "tmpfs", at: "work" },
    { path: "/data", becomes: "volume", at: "start", movedBy: "SYNAPSE_DATA_DIR" },
  ],
  gains: [],
  ports: [
    { port: 8008, for: "others" },
    { port: 8009, for: "project" },
    { port: 8448, for: "others" },
  ],
  secrets: [{ variable: "SYNAPSE_REGISTRATION_SHARED_SECRET" }, { variable: "SYNAPSE_MACAROON_SECRET_KEY" }],
  purpose: [],
} satisfies Image;
