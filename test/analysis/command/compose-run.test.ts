import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Container } from "../../../server/analysis/model/container.ts";
import { knownValue } from "../../../server/analysis/model/setting.ts";
import type { Analysis } from "../../../server/analysis/run/analysis.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { configOf, readSettings } from "../../../server/analysis/settings/read.ts";
import { applyEdits } from "../../../server/analysis/text/edit.ts";

const COMPOSE = `services:
  app:
    build: .
    user: "1000"
    privileged: true
    cap_add: [NET_ADMIN]
    ports: ["8080:80"]
    volumes: ["./data:/data"]
    environment: { A: "1", B: "1" }
  db:
    image: postgres:17
`;

const FILES: Readonly<Record<string, string>> = {
  "compose.yaml": COMPOSE,
  "other/stack.yaml": "services:\n  app:\n    image: acme/other:1\n    pid: host\n",
  Dockerfile: "FROM alpine:3.22\nUSER 5\n",
};

function analysisOf(text: string, name = "scripts/run.sh", profile = "strict"): Analysis {
  const files = new Map(
    Object.entries({ ...FILES, [name]: text }).map(([one, content]) => [`file:///work/${one}`, content]),
  );
  const { settings } = readSettings("file:///work/.bulkhead.yaml", `profile: ${profile}`, new Set());
  return analyze([`file:///work/${name}`], (uri) => files.get(uri) ?? null, configOf([settings]), {
    cache: new ParseCache(),
    onRuleError: (_, error) => {
      throw error;
    },
  });
}

function containerOf(line: string, name?: string): Container {
  const [container] = analysisOf(`${line}\n`, name).project?.services ?? [];
  assert.ok(container, line);
  return container;
}

function added({ capabilities }: Container): readonly string[] {
  return capabilities.added.map(({ text }) => text);
}

describe("docker compose run", () => {
  it("lays its flags over the service of the project in the directory or above it", () => {
    const container = containerOf("docker compose run --rm -u 0 --cap-add SYS_ADMIN -v /:/host -e B=2 -e C=3 app sh");
    assert.equal(container.name, "app");
    assert.equal(knownValue(container.privileged), true);
    assert.deepEqual(added(container), ["NET_ADMIN", "SYS_ADMIN"]);
    assert.equal(knownValue(container.user)?.text, "0");
    assert.deepEqual(container.mounts.map(({ target }) => target).sort(), ["/data", "/host"]);
    assert.deepEqual([...container.environment].map(([key, value]) => [key, knownValue(value)]).sort(), [
      ["A", "1"],
      ["B", "2"],
      ["C", "3"],
    ]);
    assert.deepEqual(knownValue(container.command), ["sh"]);
    assert.equal(container.build?.stage?.user.state, "known");
    assert.equal(container.source.partial, undefined);
  });

  it("publishes no port of the service's but those that are asked for", () => {
    const ports = (flags: string): readonly unknown[] =>
      containerOf(`docker compose run ${flags} app`).ports.map(({ published }) => knownValue(published));
    assert.deepEqual(ports(""), []);
    assert.deepEqual(ports("--service-ports"), ["8080"]);
    assert.deepEqual(ports("-P"), ["8080"]);
    assert.deepEqual(ports("-p 9000:80"), ["9000"]);
  });

  it("is known by every way to call it, and takes the files that -f names", () => {
    for (const call of [
      "docker compose",
      "docker-compose",
      "sudo docker-compose",
      "podman-compose",
      "docker --context x compose -p p",
    ])
      assert.equal(knownValue(containerOf(`${call} run -T app`).privileged), true, call);
    const other = containerOf("docker compose -f ../other/stack.yaml --profile x run app");
    assert.equal(knownValue(other.namespaces.pid), "host");
    assert.equal(knownValue(other.privileged), false);
  });

  it("knows alone what the flags say where no project is at hand", () => {
    for (const line of [
      "docker compose -f $FILE run --cap-add ALL app",
      "docker compose -f missing.yaml run --cap-add ALL app",
      "docker compose run --cap-add ALL nowhere",
    ]) {
      const container = containerOf(line);
      assert.deepEqual(added(container), ["ALL"], line);
      assert.notEqual(container.source.partial, undefined, line);
    }
  });

  it("is told of what the line itself decides, and its own flags go", () => {
    const text = "docker compose run --rm -v /var/run/docker.sock:/var/run/docker.sock --cap-add=ALL db sh\n";
    const analysis = analysisOf(text);
    assert.deepEqual([...new Set(analysis.findings.map(({ rule }) => rule))].sort(), [
      "all-capabilities",
      "docker-socket",
    ]);
    const all = analysis.findings.find(({ rule }) => rule === "all-capabilities");
    const [fix] = all === undefined ? [] : analysis.fixes(all).filter((one) => one.fix.title.startsWith("Remove"));
    assert.equal(fix && applyEdits(text, fix.edits), text.replace(" --cap-add=ALL", ""));
    assert.deepEqual(analysisOf("docker compose run --rm db\n").findings, []);
    assert.equal(analysisOf("docker compose up -d\ndocker compose exec app sh\n").kind, "other");
  });

  it("stands in makefiles, documents and workflows too", () => {
    const workflow =
      "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: docker compose run --cap-add ALL db\n";
    for (const [text, name] of [
      ["test:\n\tdocker compose run --cap-add ALL db\n", "Makefile"],
      ["```sh\ndocker compose run --cap-add ALL db\n```\n", "README.md"],
      [workflow, ".github/workflows/ci.yml"],
    ] as const)
      assert.ok(
        analysisOf(text, name).findings.some(({ rule }) => rule === "all-capabilities"),
        name,
      );
  });
});
