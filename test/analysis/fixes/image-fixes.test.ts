import assert from "node:assert/strict";
import { DEFAULT_ENGINE } from "../../../server/analysis/facts/engine.ts";
import { neededCapabilities } from "../../../server/analysis/fixes/needed-capabilities.ts";
import { needsNewPrivileges } from "../../../server/analysis/fixes/new-privileges.ts";
import { readOnlyRoot } from "../../../server/analysis/fixes/read-only.ts";
import { runAsKnownUser } from "../../../server/analysis/fixes/user.ts";
import type { Fix } from "../../../server/analysis/model/change.ts";
import type { Container } from "../../../server/analysis/model/container.ts";
import type { Analysis } from "../../../server/analysis/run/analysis.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";

const SOCKET = "volumes: [/var/run/docker.sock:/var/run/docker.sock]";

/** A project of a service `app` with these lines, and the files beside its Compose file. */
function analysisOf(lines: readonly string[], files: Readonly<Record<string, string>> = {}): Analysis {
  const body = lines.map((line) => `    ${line}\n`).join("");
  const texts = new Map(Object.entries(files).map(([name, text]) => [`file:///p/${name}`, text]));
  texts.set("file:///p/compose.yaml", `services:\n  app:\n${body}`);
  return analyze(
    ["file:///p/compose.yaml"],
    (uri) => texts.get(uri) ?? null,
    { profile: "default", engine: DEFAULT_ENGINE, rules: new Map() },
    {
      cache: new ParseCache(),
      onRuleError: (_, error) => {
        throw error;
      },
    },
  );
}

function app(lines: readonly string[], files?: Readonly<Record<string, string>>): Container {
  const analysis = analysisOf(lines, files);
  assert.ok(analysis.kind === "compose");
  const [service] = analysis.project?.services ?? [];
  assert.ok(service);
  return service;
}

describe("fixes that rest on an image: the root file system is made read-only", () => {
  const refused: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["n8n without its data", ["image: n8nio/n8n:1.68.0"], /\.n8n, where nothing is mounted/],
    ["n8n with its folder moved", N8N("N8N_USER_FOLDER: /elsewhere"), /\/elsewhere, where nothing/],
    ["n8n told by a file", [...N8N(), "env_file: .env"], /N8N_USER_FOLDER, where nothing/],
    [
      "elasticsearch with its data",
      ["image: elasticsearch:8.15.3", "volumes: [es:/usr/share/elasticsearch/data]"],
      /logs, where nothing is mounted/,
    ],
    [
      "elasticsearch with data and logs",
      [
        "image: elasticsearch:8.15.3",
        "volumes: [es:/usr/share/elasticsearch/data, logs:/usr/share/elasticsearch/logs]",
      ],
      /config, where nothing is mounted/,
    ],
    [
      "opensearch",
      ["image: opensearchproject/opensearch:2.17.1", "volumes: [data:/usr/share/opensearch/data]"],
      /logs/,
    ],
    [
      "bitnami's postgresql",
      ["image: bitnami/postgresql:16", "volumes: [pg:/bitnami/postgresql]"],
      /conf, where nothing/,
    ],
    ["another image of bitnami", ["image: bitnami/kafka:3.7"], /nobody knows/],
    [
      "sonarqube before 25 with its data",
      ["image: sonarqube:10.6-community", "volumes: [data:/opt/sonarqube/data]"],
      /logs, where nothing is mounted/,
    ],
    [
      "a mount below a directory is none of the directory",
      [
        "image: sonarqube:10.6-community",
        "volumes: [data:/opt/sonarqube/data/x, logs:/opt/sonarqube/logs, extensions:/opt/sonarqube/extensions]",
      ],
      /data, where nothing is mounted/,
    ],
    ["nginx with templates", ["image: nginx:1.27", "volumes: [./t:/etc/nginx/templates:ro]"], /conf\.d, where nothing/],
    ["nextcloud with Redis", ["image: nextcloud:31", "environment: {REDIS_HOST: cache}"], /php\/conf\.d/],
    ["vault, which sets a capability on its program", ["image: hashicorp/vault:1.14"], /\/bin\/vault/],
    [
      "vault, which writes its configuration",
      ["image: hashicorp/vault:1.14", "environment: {SKIP_SETCAP: '1', VAULT_LOCAL_CONFIG: '{}'}"],
      /\/vault\/config/,
    ],
    [
      "pushgateway, which keeps what it was told",
      ["image: prom/pushgateway:v1.9.0", "command: --persistence.file=/pushgateway/metrics"],
      /\/pushgateway, where nothing/,
    ],
    [
      "pgvector with its data elsewhere",
      ["image: pgvector/pgvector:0.4.4-pg15", "environment: {PGDATA: /srv/pg}"],
      /\/srv\/pg/,
    ],
    ["postgres with its data elsewhere", ["image: postgres:17", "environment: {PGDATA: /srv/pg}"], /\/srv\/pg/],
    ["a version that nobody looked at", ["image: postgres:99"], /only guessed/],
    ["a flavour that nobody looked at", ["image: postgres:17-custom"], /only guessed/],
    ["an image that nobody knows", ["image: acme/app:1"], /nobody knows/],
  ];
  for (const [name, lines, because] of refused) {
    it(`not for ${name}`, () => {
      const root = readOnlyRoot(app(lines));
      assert.ok("refused" in root, JSON.stringify(root));
      assert.match(root.refused, because);
    });
  }

  const made: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ["n8n", N8N(), ["/tmp", "/home/node/.cache"]],
    ["nginx without templates", ["image: nginx:1.27"], ["/var/cache/nginx", "/var/run", "/tmp"]],
    [
      "nginx with templates and a place for what is made of them",
      ["image: nginx:1.27", "volumes: [./t:/etc/nginx/templates:ro, conf:/etc/nginx/conf.d]"],
      ["/var/cache/nginx", "/var/run", "/tmp"],
    ],
    ["nextcloud without Redis", ["image: nextcloud:31"], ["/tmp", "/run"]],
    [
      "sonarqube with all that it writes to",
      [
        "image: sonarqube:10.6-community",
        "volumes: [data:/opt/sonarqube/data, logs:/opt/sonarqube/logs, extensions:/opt/sonarqube/extensions]",
      ],
      ["/tmp", "/opt/sonarqube/temp:uid=1000,gid=0"],
    ],
    [
      "traefik with a plugin",
      ["image: traefik:3.5", "command: --experimental.plugins.a.version=v1"],
      ["/tmp", "/plugins-storage"],
    ],
    ["pushgateway, which forgets", ["image: prom/pushgateway:v1.9.0"], []],
    ["whoami, which writes nothing", ["image: traefik/whoami:v1.11"], []],
    ["synapse with its data", ["image: matrixdotorg/synapse:v1.120.0", "volumes: [data:/data]"], ["/tmp"]],
    [
      "teamspeak, whose user owns what it writes",
      ["image: teamspeak:3.13"],
      ["/tmp", "/var/run/ts3server:uid=9987,gid=9987"],
    ],
    ["postgres, which has a volume of its own", ["image: postgres:17"], ["/var/run/postgresql", "/tmp"]],
  ];
  for (const [name, lines, tmpfs] of made) {
    it(`for ${name}`, () => {
      const root = readOnlyRoot(app(lines));
      assert.ok("changes" in root, JSON.stringify(root));
      const items = root.changes.flatMap((change) =>
        change.do === "set" && change.path[0] === "tmpfs" ? change.value : [],
      );
      assert.deepEqual(items, tmpfs);
    });
  }
});

function N8N(...environment: readonly string[]): readonly string[] {
  const set = environment.length === 0 ? [] : [`environment: {${environment.join(", ")}}`];
  return ["image: n8nio/n8n:1.68.0", "volumes: [n8n:/home/node/.n8n]", ...set];
}

describe("fixes that rest on an image: another user", () => {
  it("is offered where the image works with it, and not where its settings take root", () => {
    const titles = (lines: readonly string[]): readonly string[] =>
      runAsKnownUser(app(lines), undefined).map(({ title }) => title);
    assert.deepEqual(titles(["image: nextcloud:31"]), ["Run as 33:33"]);
    assert.deepEqual(titles(["image: nextcloud:31", "environment: {REDIS_HOST: cache}"]), []);
    assert.deepEqual(titles(["image: nextcloud:31", "env_file: .env"]), []);
    assert.deepEqual(titles(["image: hashicorp/vault:1.14"]), []);
    assert.deepEqual(titles(["image: hashicorp/vault:1.14", "environment: {SKIP_SETCAP: '1', SKIP_CHOWN: '1'}"]), [
      "Run as 100:1000",
    ]);
    assert.deepEqual(titles(["image: lscr.io/linuxserver/jellyfin:10.10.3", "environment: {PUID: '1000'}"]), []);
  });
});

const SU_EXEC = "FROM alpine:3.20\nRUN apk add --no-cache su-exec && adduser -D -u 10001 desk\n";
const SCRIPT = '#!/bin/sh\nset -e\nchown -R desk:desk /data\nchmod 750 /data\nexec su-exec desk "$@"\n';

describe("fixes that rest on the project's own image", () => {
  const starts: readonly (readonly [string, Readonly<Record<string, string>>, string, string])[] = [
    [
      "a script that the Dockerfile copies",
      {
        Dockerfile: `${SU_EXEC}COPY entrypoint.sh /entrypoint.sh\nENTRYPOINT ["/entrypoint.sh"]\nCMD ["server"]\n`,
        "entrypoint.sh": SCRIPT,
      },
      "CHOWN DAC_OVERRIDE FOWNER SETGID SETUID",
      "medium",
    ],
    [
      "a script in a directory, under tini, found in PATH",
      {
        Dockerfile: `${SU_EXEC}COPY docker/start.sh /usr/local/bin/\nENTRYPOINT ["tini", "--", "start.sh"]\n`,
        "docker/start.sh": SCRIPT,
      },
      "CHOWN DAC_OVERRIDE FOWNER SETGID SETUID",
      "medium",
    ],
    [
      "a script that is copied with all else",
      { Dockerfile: `${SU_EXEC}WORKDIR /srv\nCOPY . .\nENTRYPOINT ["./bin/start.sh"]\n`, "bin/start.sh": SCRIPT },
      "CHOWN DAC_OVERRIDE FOWNER SETGID SETUID",
      "medium",
    ],
    [
      "a script that cannot be read",
      { Dockerfile: `${SU_EXEC}COPY entrypoint.sh /entrypoint.sh\nENTRYPOINT ["/entrypoint.sh"]\n` },
      "CHOWN DAC_OVERRIDE FOWNER SETGID SETUID KILL SETFCAP AUDIT_WRITE",
      "low",
    ],
    [
      "a script that does more than can be followed",
      {
        Dockerfile: `${SU_EXEC}COPY entrypoint.sh /entrypoint.sh\nENTRYPOINT ["/entrypoint.sh"]\n`,
        "entrypoint.sh": '#!/bin/sh\nprepare-all\nexec su-exec desk "$@"\n',
      },
      "CHOWN DAC_OVERRIDE FOWNER SETGID SETUID KILL SETFCAP AUDIT_WRITE",
      "low",
    ],
    [
      "su in the start",
      { Dockerfile: 'FROM debian:12\nENTRYPOINT ["su", "-c", "server", "desk"]\n' },
      "SETGID SETUID AUDIT_WRITE",
      "medium",
    ],
  ];
  for (const [name, files, names, confidence] of starts) {
    it(`keep what ${name} needs`, () => {
      const needed = neededCapabilities(app(["build: ."], files));
      assert.equal(needed?.names.join(" "), names);
      assert.equal(needed?.confidence, confidence);
    });
  }

  it("leave root to a start that gives it up by itself", () => {
    const files = { Dockerfile: `${SU_EXEC}COPY entrypoint.sh /entrypoint.sh\nENTRYPOINT ["/entrypoint.sh"]\n` };
    const service = app(["build: .", "user: root"], files);
    assert.deepEqual(runAsKnownUser(service, service.user.at), []);
  });

  it("do not know what a script needs that stays root", () => {
    const files = {
      Dockerfile: 'FROM alpine:3.20\nCOPY start.sh /start.sh\nENTRYPOINT ["/start.sh"]\n',
      "start.sh": "#!/bin/sh\nexec server\n",
    };
    assert.equal(neededCapabilities(app(["build: ."], files)), undefined);
  });
});

describe("fixes that take away what a program is for", () => {
  const kept: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["the socket of Portainer", ["image: portainer/portainer-ce:2.21.4", SOCKET], /manages the engine's containers/],
    ["the socket of Traefik", ["image: traefik:v3.2", SOCKET], /which containers it routes to/],
    ["the socket of a program that nobody knows", ["image: louislam/unheard-of:1", SOCKET], /nobody knows/],
    ["a device of a program that nobody knows", ["image: acme/vm:1", "devices: [/dev/kvm]"], /\/dev\/kvm/],
    [
      "NET_ADMIN beside a tunnel",
      ["image: acme/vpn:1", "cap_add: [NET_ADMIN]", "devices: [/dev/net/tun:/dev/net/tun]"],
      /networks of its own|what the program does with .dev.net.tun/,
    ],
    [
      "the host's network where no port is published",
      ["image: acme/app:1", "network_mode: host"],
      /nobody would reach it/,
    ],
    [
      "memory that is to stay locked",
      [
        "image: elasticsearch:8.15.3",
        "environment: [bootstrap.memory_lock=true]",
        "ulimits: {memlock: {soft: -1, hard: -1}}",
      ],
      /memory_lock/,
    ],
    [
      "the host's processes of the node exporter",
      ["image: prom/node-exporter:v1.8.2", "pid: host"],
      /host's processes/,
    ],
  ];
  for (const [name, lines, why] of kept) {
    it(`are made one at a time: ${name}`, () => {
      const fixes = takingAway(analysisOf(lines));
      assert.ok(fixes.length > 0);
      for (const { title, alone, confidence } of fixes) {
        assert.match(alone ?? "", why, title);
        assert.notEqual(confidence ?? "high", "high", title);
      }
    });
  }

  it("are made with others where the image is known to do without", () => {
    const fixes = takingAway(analysisOf(["image: postgres:17", SOCKET, "pid: host"]));
    assert.equal(fixes.filter(({ alone }) => alone === undefined).length, 2);
  });

  it("come after a proxy that lets through what the image asks for", () => {
    const found = analysisOf(["image: traefik:v3.2", SOCKET]).findings.find(({ rule }) => rule === "docker-socket");
    assert.match(found?.fixes[0]?.title ?? "", /^Put a socket proxy .*CONTAINERS, NETWORKS/);
    assert.match(found?.fixes[1]?.title ?? "", /^Remove the mount .*routes to/);
  });
});

/** Fixes that remove something, of all findings. */
function takingAway(analysis: Analysis): readonly Fix[] {
  return analysis.findings.flatMap(({ fixes }) => fixes.filter(({ title }) => title.startsWith("Remove")));
}

describe("fixes that rest on an image: no-new-privileges", () => {
  it("is not offered to a program that gains a capability of its file", () => {
    assert.equal(needsNewPrivileges(app(["image: hashicorp/vault:1.14"])), true);
    assert.equal(needsNewPrivileges(app(["image: postgres:17"])), false);
  });
});
