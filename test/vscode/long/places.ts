/** A place of a file, and what is typed there. */
export interface Place {
  readonly name: string;
  /** The file's name, which decides its language. */
  readonly file: string;
  /** What stands before and behind the place. */
  readonly before: string;
  readonly behind: string;
  /** What is typed, over and over. */
  readonly typed: string;
}

const COMPOSE = "compose.yaml";
const SHOP = "services:\n  db:\n    image: postgres:16\n    privileged: true\n";
const BEHIND = "\nvolumes:\n  data: {}\n";

const DOCKERFILE = "Dockerfile";
const FROM = "FROM node:22-bookworm-slim AS build\nWORKDIR /app\nRUN chmod 777 /app\n";
const START = '\nFROM build\nCMD ["node", "server.js"]\n';

const SETTINGS = ".bulkhead.yaml";

/** Ten places of each kind of file, the texts as people write them there. */
export const PLACES: readonly Place[] = [
  {
    name: "keys of a service",
    file: COMPOSE,
    before: SHOP,
    behind: BEHIND,
    typed:
      '    cap_drop: [ALL]\n    read_only: true\n    user: "1000:1000"\n    pids_limit: 200\n    security_opt: [no-new-privileges:true]\n    mem_limit: 256m\n    restart: unless-stopped\n',
  },
  {
    name: "mounts",
    file: COMPOSE,
    before: `${SHOP}    volumes:\n`,
    behind: BEHIND,
    typed:
      "      - /var/run/docker.sock:/sock:ro\n      - ./data:/data\n      - data:/var/lib/postgresql/data\n      - type: bind\n        source: ./conf\n        target: /etc/conf\n",
  },
  {
    name: "ports",
    file: COMPOSE,
    before: `${SHOP}    ports:\n`,
    behind: BEHIND,
    typed:
      '      - "127.0.0.1:5432:5432"\n      - 8080:80\n      - target: 80\n        published: "8080"\n        mode: host\n',
  },
  {
    name: "environment",
    file: COMPOSE,
    before: `${SHOP}    environment:\n`,
    behind: BEHIND,
    typed:
      '      POSTGRES_USER: shop\n      POSTGRES_PASSWORD: ${PASSWORD:?}\n      TZ: Europe/Berlin\n      DEBUG: "false"\n',
  },
  {
    name: "namespaces and other choices",
    file: COMPOSE,
    before: SHOP,
    behind: BEHIND,
    typed:
      "    network_mode: none\n    pid: service:db\n    ipc: private\n    userns_mode: host\n    cgroup: private\n    uts: host\n",
  },
  {
    name: "capabilities",
    file: COMPOSE,
    before: `${SHOP}    cap_drop:\n      - ALL\n    cap_add:\n`,
    behind: BEHIND,
    typed:
      "      - CHOWN\n      - SETUID\n      - SETGID\n      - DAC_OVERRIDE\n      - NET_BIND_SERVICE\n      - FOWNER\n",
  },
  {
    name: "commands and health checks",
    file: COMPOSE,
    before: SHOP,
    behind: BEHIND,
    typed:
      '    command: ["postgres", "-c", "max_connections=200"]\n    healthcheck:\n      test: ["CMD-SHELL", "pg_isready -U shop"]\n      interval: 10s\n    entrypoint: /entry.sh --wait\n',
  },
  {
    name: "comments",
    file: COMPOSE,
    before: SHOP,
    behind: BEHIND,
    typed:
      '    # Runs as root, since the image asks for it: see the notes.\n    # bulkhead: allow privileged -- left from debugging, to be removed\n    # The socket, "read-only", is for labels = yes, no [maybe].\n',
  },
  {
    name: "other services",
    file: COMPOSE,
    before: SHOP,
    behind: BEHIND,
    typed:
      "  web:\n    build:\n      context: ./web\n      target: run\n    depends_on:\n      db:\n        condition: service_healthy\n    networks: [front, back]\n",
  },
  {
    name: "networks and secrets",
    file: COMPOSE,
    before: SHOP,
    behind: "",
    typed:
      "networks:\n  back:\n    internal: true\n    driver: bridge\nsecrets:\n  password:\n    file: ./password.txt\n",
  },

  {
    name: "packages",
    file: DOCKERFILE,
    before: FROM,
    behind: START,
    typed:
      "RUN apt-get update && apt-get install -y --no-install-recommends \\\n      ca-certificates=20230311 curl \\\n    && rm -rf /var/lib/apt/lists/*\n",
  },
  {
    name: "stages",
    file: DOCKERFILE,
    before: "",
    behind: FROM,
    typed:
      "FROM --platform=linux/amd64 golang:1.26 AS compile\nFROM alpine:3.22\nFROM node:22@sha256:0a1b2c3d AS run\n",
  },
  {
    name: "copies",
    file: DOCKERFILE,
    before: FROM,
    behind: START,
    typed:
      'COPY --from=build --chown=node:node /app/dist ./dist\nADD https://example.com/app.tar.gz /opt/\nCOPY ["package.json", "package-lock.json", "./"]\n',
  },
  {
    name: "users",
    file: DOCKERFILE,
    before: FROM,
    behind: START,
    typed: "RUN groupadd -r app && useradd -r -g app app\nUSER app:app\nUSER 1000\nUSER root\n",
  },
  {
    name: "variables",
    file: DOCKERFILE,
    before: FROM,
    behind: START,
    typed:
      'ENV NODE_ENV=production PORT=8080\nARG VERSION=1.2.3\nENV PATH="/app/bin:$PATH" TOKEN_FILE=/run/secrets/token\n',
  },
  {
    name: "commands",
    file: DOCKERFILE,
    before: FROM,
    behind: START,
    typed:
      'ENTRYPOINT ["/usr/bin/tini", "--"]\nCMD node server.js --port=8080\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\n',
  },
  {
    name: "ports and health checks",
    file: DOCKERFILE,
    before: FROM,
    behind: START,
    typed:
      "EXPOSE 8080/tcp 9090\nHEALTHCHECK --interval=30s --timeout=3s CMD curl -f http://localhost/ || exit 1\nSTOPSIGNAL SIGTERM\n",
  },
  {
    name: "comments",
    file: DOCKERFILE,
    before: FROM,
    behind: START,
    typed:
      '# The base is kept, see "notes": it is what runs = today.\n# bulkhead: allow root-user -- the image needs it\n',
  },
  {
    name: "mounts of a build",
    file: DOCKERFILE,
    before: FROM,
    behind: START,
    typed:
      "RUN --mount=type=cache,target=/root/.npm npm ci\nRUN --mount=type=secret,id=token,required=true cat /run/secrets/token\nRUN --network=none make\n",
  },
  {
    name: "here-documents",
    file: DOCKERFILE,
    before: FROM,
    behind: START,
    typed: "RUN <<EOT\nset -eux\ncurl -fsSL https://example.com/get.sh | sh\nchmod 755 /app\nEOT\n",
  },

  { name: "profile", file: SETTINGS, before: "", behind: "", typed: "profile: strict\nprofile: default\n" },
  {
    name: "engine in short",
    file: SETTINGS,
    before: "profile: strict\n",
    behind: "",
    typed: "engine: rootless\nengine: podman\nengine: userns-remap\n",
  },
  {
    name: "engine",
    file: SETTINGS,
    before: "profile: strict\nengine:\n",
    behind: "",
    typed: '  mode: rootful\n  version: "28.5"\n  cgroup: 2\n  lsm: [apparmor, selinux]\n  compose: "2.40"\n',
  },
  {
    name: "rules",
    file: SETTINGS,
    before: "profile: strict\nrules:\n",
    behind: "",
    typed:
      "  unpinned-image: off\n  docker-socket: error\n  host-network: warning\n  privileged: info\n  root-user: hint\n",
  },
  {
    name: "paths",
    file: SETTINGS,
    before: "profile: strict\n",
    behind: "",
    typed: 'paths:\n  ignore:\n    - "vendor/**"\n    - examples/*.yaml\n',
  },
  {
    name: "exceptions",
    file: SETTINGS,
    before: "exceptions:\n",
    behind: "",
    typed:
      "  - rule: docker-socket\n    paths: [compose.yaml]\n    subject: proxy\n    reason: it lets nothing but reading through\n    until: 2027-01-31\n",
  },
  {
    name: "comments",
    file: SETTINGS,
    before: "profile: strict\n",
    behind: "rules: {}\n",
    typed: '# Everything counts here, "even" = what: is old.\n# rules that [we] keep: none, so far\n',
  },
  {
    name: "words that are not known",
    file: SETTINGS,
    before: "",
    behind: "",
    typed: "profle: strct\nrulez:\n  docker-sokcet: eror\nengin: rootles\n",
  },
  {
    name: "rules in braces",
    file: SETTINGS,
    before: "rules: {\n",
    behind: "\n}\n",
    typed: '  privileged: error, host-pid: warning,\n  sudo: off, "all-gpus": hint,\n',
  },
  {
    name: "what people write elsewhere",
    file: SETTINGS,
    before: "profile: default\n",
    behind: "",
    typed: "learn: off\nignore: [a, b]\nlevel: high\nextends: ../.bulkhead.yaml\n- a list\n",
  },
];
