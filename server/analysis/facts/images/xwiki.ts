import type { Image } from "../image.ts";

export default {
  names: ["xwiki"],
  looked: "2026-11",
  versions: { from: "15", to: "15", behind: true },
  flavours: ["mariadb", "tomcat"],
  sources: [
    {
      read: "xwiki/xwiki-docker",
      paths: ["15/mariadb-tomcat/Dockerfile"],
      commit: "ae71330a113a1b983353d44a2af4866dca077b15",
      tells: ["build"],
    },
    {
      read: "xwiki/xwiki-docker",
      paths: ["15.5/mariadb-tomcat/xwiki/docker-entrypoint.sh"],
      commit: "2ffe16421cde27eeeef3fdcbb5a6056305445ab6",
      tells: ["start", "secrets", "purpose"],
    },
  ],
  kind: "program",
  user: { text: "root", uid: 0 },
  becomes: null,
  asRoot: "unknown",
  asUser: "unknown",
  runAs: "unknown",
  writes: "unknown",
  gains: "unknown",
  ports: [{ port: 8080, for: "others" }],
  secrets: [{ variable: "DB_PASSWORD", file: "DB_PASSWORD_FILE" }],
  purpose: [],
  notes: ["The start writes configuration files below /usr/local/tomcat/webapps."],
} satisfies Image;
