import assert from "node:assert/strict";
import { DEFAULT_ENGINE } from "../../../server/analysis/facts/engine.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { allowedFixes } from "../../../server/analysis/run/best-fix.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";

/** All fixes that a project of a service `app` is offered, each as `rule: title` with its confidence before it. */
function offersOf(lines: readonly string[], files: Readonly<Record<string, string>> = {}): readonly string[] {
  const texts = new Map(Object.entries(files).map(([name, text]) => [`file:///p/${name}`, text]));
  texts.set("file:///p/compose.yaml", `services:\n  app:\n${lines.map((line) => `    ${line}\n`).join("")}`);
  const analysis = analyze(
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
  return analysis.findings.flatMap((finding) =>
    analysis.fixes(finding).map(({ fix }) => {
      const bulk = allowedFixes({ ...finding, fixes: [fix] }, "sure").length > 0 ? "bulk" : "single";
      return `${bulk} ${finding.rule}: ${fix.title}`;
    }),
  );
}

const SU_EXEC = {
  Dockerfile:
    'FROM alpine:3.20\nRUN apk add --no-cache su-exec && adduser -D -u 10001 desk\nCOPY entrypoint.sh /entrypoint.sh\nENTRYPOINT ["/entrypoint.sh"]\nCMD ["server"]\n',
  "entrypoint.sh": '#!/bin/sh\nset -e\nchown -R desk:desk /data\nchmod 750 /data\nexec su-exec desk "$@"\n',
};

interface Kind {
  readonly what: string;
  readonly lines: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  /** What some offer has to say. */
  readonly offers?: readonly RegExp[];
  /** What no offer may say. */
  readonly refuses?: readonly RegExp[];
}

const READ_ONLY = /read-only/;
const RUN_AS = /Run as/;

/** A kind of container each that a fix once stopped, or that starved without a word. */
const KINDS: readonly Kind[] = [
  {
    what: "nginx fills templates into a directory of its image",
    lines: ["image: nginx:1.27", "volumes: [./templates:/etc/nginx/templates:ro]"],
    offers: [/but CHOWN, SETGID, SETUID/],
    refuses: [READ_ONLY],
  },
  {
    what: "a start script of the project's own changes the user",
    lines: ["build: .", "volumes: [data:/data]"],
    files: SU_EXEC,
    offers: [/^single .*but CHOWN, DAC_OVERRIDE, FOWNER, SETGID, SETUID/],
    refuses: [RUN_AS, /^bulk .*Drop/],
  },
  {
    what: "the same with all capabilities dropped",
    lines: ["build: .", "cap_drop: [ALL]"],
    files: SU_EXEC,
    offers: [/starved-container: Add CHOWN, SETGID, SETUID/],
    refuses: [RUN_AS],
  },
  {
    what: "s6 becomes the user of PUID",
    lines: ["image: lscr.io/linuxserver/jellyfin:10.10.3", "environment: {PUID: '1000', PGID: '1000'}"],
    offers: [/^single .*but CHOWN, DAC_OVERRIDE, FOWNER, SETGID, SETUID, KILL/],
    refuses: [RUN_AS, READ_ONLY],
  },
  {
    what: "a program that nobody knows writes to a directory of the host",
    lines: ["image: erichough/duplicacy:1.1.0", "volumes: ['/mnt/data/duplicacy:/etc/duplicacy']"],
    offers: [/^single .*with DAC_OVERRIDE where \/mnt\/data\/duplicacy is another user's/],
    refuses: [/^bulk .*Drop/],
  },
  {
    what: "a known image lacks capabilities of its second start",
    lines: ["image: postgres:16", "cap_drop: [ALL]", "cap_add: [CHOWN, FOWNER, SETGID, SETUID]"],
    offers: [/starved-container: Add DAC_OVERRIDE$/],
  },
  {
    what: "Elasticsearch writes its logs and keystore into the image",
    lines: ["image: elasticsearch:8.15.3", "volumes: [data:/usr/share/elasticsearch/data]"],
    refuses: [READ_ONLY],
  },
  {
    what: "OpenSearch writes its keystore and certificates into the image",
    lines: ["image: opensearchproject/opensearch:2.17.1", "volumes: [data:/usr/share/opensearch/data]"],
    refuses: [READ_ONLY],
  },
  {
    what: "an image of Bitnami writes its configuration into the image",
    lines: ["image: bitnami/postgresql:16", "volumes: [data:/bitnami/postgresql]"],
    refuses: [READ_ONLY],
  },
  {
    what: "an image of Bitnami has no user of its own",
    lines: ["build: ."],
    files: { Dockerfile: 'FROM bitnami/node:22\nCOPY . /app\nCMD ["node", "server.js"]\n' },
    refuses: [/1001/],
  },
  {
    what: "Vault sets a capability on its program and writes its configuration",
    lines: [
      "image: hashicorp/vault:1.14",
      "cap_add: [IPC_LOCK]",
      `environment: {VAULT_LOCAL_CONFIG: '{"storage":{}}'}`,
      "command: server",
    ],
    refuses: [RUN_AS, READ_ONLY, /^bulk dangerous-capability/],
  },
  {
    what: "SonarQube writes its logs beside its data",
    lines: ["image: sonarqube:10.6-community", "volumes: [data:/opt/sonarqube/data]"],
    refuses: [READ_ONLY],
  },
  {
    what: "Nextcloud writes where to find Redis into the image",
    lines: ["image: nextcloud:31", "environment: {REDIS_HOST: cache}", "volumes: [nc:/var/www/html]"],
    refuses: [READ_ONLY, RUN_AS],
  },
  {
    what: "cAdvisor reads what it is given of the host",
    lines: ["image: gcr.io/cadvisor/cadvisor:v0.49.1", "volumes: [/var/run:/var/run:ro, /sys:/sys:ro]"],
    offers: [/^single .*Remove the mount of \/var\/run \(.* finds the engine's socket there\)/],
    refuses: [/^bulk .*mount/],
  },
  {
    what: "cAdvisor is privileged",
    lines: ["image: gcr.io/cadvisor/cadvisor:v0.49.1", "privileged: true"],
    offers: [/^single privileged: Replace privileged by \/dev\/kmsg/],
    refuses: [/^bulk privileged/],
  },
  {
    what: "a password stands in the file, and the image reads it from another",
    lines: ["image: postgres:16", "environment: {POSTGRES_PASSWORD: Zt7qLm39xx}"],
    offers: [/^single plaintext-secret: Move POSTGRES_PASSWORD to a secret/],
    refuses: [/^bulk plaintext-secret/],
  },
  {
    what: "a password stands in an address",
    lines: ["image: acme/app:1", "environment: {DATABASE_URL: 'postgres://app:Zt7qLm39xx@db/app'}"],
    offers: [/^single plaintext-secret: Move DATABASE_URL to \.env/],
  },
];

describe("fixes where containers once came to harm", () => {
  for (const { what, lines, files, offers = [], refuses = [] } of KINDS) {
    it(what, () => {
      const found = offersOf(lines, files);
      for (const wanted of offers)
        assert.ok(
          found.some((one) => wanted.test(one)),
          `${wanted} is not among:\n${found.join("\n")}`,
        );
      for (const refused of refuses)
        assert.deepEqual(
          found.filter((one) => refused.test(one)),
          [],
          String(refused),
        );
    });
  }

  it("n8n keeps its cache", () => {
    const lines = ["image: n8nio/n8n:1.68.0", "volumes: [n8n:/home/node/.n8n]", "read_only: true"];
    assert.ok(offersOf(lines).some((one) => /starved-container: Mount a tmpfs at .*\/home\/node\/\.cache/.test(one)));
  });
});
