import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, it } from "mocha";
import { ROOT } from "../../../scripts/build.ts";
import { DEFAULT_ENGINE } from "../../../server/analysis/facts/engine.ts";
import { isAboutService } from "../../../server/analysis/model/finding.ts";
import type { Analysis } from "../../../server/analysis/run/analysis.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { stageContainer } from "../../../server/analysis/run/stage-container.ts";
import { configOf } from "../../../server/analysis/settings/read.ts";
import { applyEdits, type Edit } from "../../../server/analysis/text/edit.ts";
import { ASPECTS, type Exposure, exposureOf } from "../../../server/analysis/walls/exposure.ts";

const STRICT = configOf([{ profile: "strict" }]);

type Files = ReadonlyMap<string, string>;

function analysisOf(files: Files, entry: string): Analysis {
  const lookup = (file: string) => files.get(file) ?? null;
  return analyze([entry], lookup, STRICT, { cache: new ParseCache(), onRuleError: fail });
}

function fail(rule: string, error: unknown): void {
  throw new Error(`${rule} threw`, { cause: error });
}

function edited(files: Files, edits: readonly Edit[]): Files {
  const changed = new Map(files);
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const text = applyEdits(
      files.get(file) ?? "",
      edits.filter((edit) => edit.file === file),
    );
    assert.ok(text !== undefined);
    changed.set(file, text);
  }
  return changed;
}

/** The exposure of each service before it is rounded; a project that cannot be read any more has none. */
function exposures({ project }: Analysis): ReadonlyMap<string, number> {
  const services = project?.services ?? [];
  return new Map(services.map((service) => [service.name, exposureOf(service)?.exact ?? -1]));
}

/** All files under `examples`, by URI. */
function exampleFiles(): Files {
  const root = path.join(ROOT, "examples");
  const names = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    names.map(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      return [pathToFileURL(file).href, readFileSync(file, "utf8")];
    }),
  );
}

/** One service in a file `compose.yaml`, with lines of its own. */
function exposure(...lines: readonly string[]): Exposure {
  const uri = "file:///work/compose.yaml";
  const text = `services:\n  web:\n    image: acme/web:1\n${lines.map((line) => `    ${line}\n`).join("")}`;
  const service = analysisOf(new Map([[uri, text]]), uri).project?.services[0];
  assert.ok(service);
  const found = exposureOf(service);
  assert.ok(found);
  return found;
}

const HARDENED = [
  'user: "1000:1000"',
  "cap_drop: [ALL]",
  "security_opt: [no-new-privileges:true]",
  "read_only: true",
  "mem_limit: 64m",
  "pids_limit: 50",
  "cpus: 1",
];

describe("exposure", () => {
  it("is nothing only where every wall is up", () => {
    const { score: best, word } = exposure(...HARDENED);
    assert.equal(best, 0);
    assert.equal(word, "hardened");
    for (const [index, line] of HARDENED.entries()) {
      const { score } = exposure(...HARDENED.filter((_, at) => at !== index));
      assert.ok(score > 0, `without ${line}`);
    }
  });

  it("is between, by default", () => {
    const { score, word } = exposure();
    assert.ok(score > 1 && score < 5, String(score));
    assert.equal(word, "default");
  });

  for (const line of [
    "privileged: true",
    "volumes: [/var/run/docker.sock:/var/run/docker.sock]",
    "volumes: [/:/host]",
    "devices: [/dev/sda]",
  ]) {
    it(`is at least 9 with a way to the host: ${line}`, () => {
      assert.ok(exposure(line).score >= 9);
      assert.ok(exposure(...HARDENED, line).score >= 9, "no hardening makes up for it");
    });
  }

  for (const line of [
    "pid: host",
    "network_mode: host",
    "ipc: host",
    "uts: host",
    "cgroup: host",
    "cap_add: [SYS_ADMIN]",
    "cap_add: [NET_ADMIN]",
    "security_opt: [seccomp:unconfined]",
    "security_opt: [apparmor:unconfined]",
    "security_opt: [systempaths=unconfined]",
    'ports: ["8080:80"]',
  ]) {
    it(`rises with ${line}, and stays below 9`, () => {
      const { score } = exposure(line);
      assert.ok(score > exposure().score);
      assert.ok(score < 9);
    });
  }

  it("does not rise for a port on the loopback", () => {
    assert.equal(exposure('ports: ["127.0.0.1:8080:80"]').score, exposure().score);
  });

  it("counts what is unknown as half", () => {
    const by = (line: string) => exposure(...HARDENED, line).rows.find(({ aspect }) => aspect.id === "privileged");
    assert.equal(by("privileged: ${PRIVILEGED}")?.badness, 0.5);
  });

  it("fills its band by the shares of its rows", () => {
    const { exact, rows } = exposure("pid: host");
    assert.ok(Math.abs(5 + 1.9 * rows.reduce((sum, { share }) => sum + share, 0) - exact) < 1e-9);
  });

  it("tells what decides it", () => {
    assert.equal(exposure(...HARDENED).reason, undefined);
    assert.equal(exposure("user: root").reason, "starts as root");
    assert.equal(exposure("ipc: host").reason, "shares the host's shared memory and message queues");
    assert.equal(exposure("pid: host").reason, "shares the host's processes");
    assert.equal(exposure("cap_add: [NET_ADMIN, SYS_ADMIN]").reason, "can hold SYS_ADMIN and 1 more");
    assert.equal(exposure("volumes: [/run/docker.sock:/run/docker.sock]").reason, "reaches the Docker socket");
    assert.equal(exposure("volumes: [/etc:/etc]").reason, "writes to /etc of the host");
    const path = exposure("user: root", "cap_add: [SYS_ADMIN]", "security_opt: [apparmor=unconfined]");
    assert.equal(path.reason, "reaches the host with SYS_ADMIN and apparmor=unconfined");
  });

  it("stays below 5 where nothing is opened that chooses a band, whatever else is", () => {
    const all = exposure(
      "ipc: host",
      "uts: host",
      "cgroup: host",
      "cap_add: [SYS_NICE, IPC_LOCK, SYSLOG]",
      'ports: ["80:80"]',
    );
    assert.ok(all.score < 5 && all.exact < 5, String(all.exact));
  });

  it("is near the end of the scale where settings lead to the host only together", () => {
    const [one, other] = ["cap_add: [SYS_ADMIN]", "security_opt: [apparmor=unconfined]"];
    assert.ok(exposure("user: root", one, other).score >= 9);
    for (const line of [one, other]) assert.ok(exposure("user: root", line).score < 9, line);
  });

  it("has checks with names of their own", () => {
    assert.equal(new Set(ASPECTS.map(({ id }) => id)).size, ASPECTS.length);
    for (const { weight, reaches, open, closed } of ASPECTS) {
      assert.ok(weight > 0 || reaches !== undefined);
      assert.notEqual(open, closed);
    }
  });
});

describe("exposure of a Dockerfile's final stage", () => {
  const file = "file:///work/my%20app.Dockerfile";
  const scoreOf = (text: string) => {
    const stage = analysisOf(new Map([[file, text]]), file).dockerfile?.stages.at(-1);
    return stage && exposureOf(stageContainer(stage, DEFAULT_ENGINE))?.score;
  };

  it("falls with a user", () => {
    const root = scoreOf("FROM debian:13\n");
    const user = scoreOf("FROM debian:13\nUSER 1000\n");
    assert.ok(root !== undefined && user !== undefined && user < root, `${user} is not below ${root}`);
  });

  it("is not there without a stage", () => {
    assert.equal(scoreOf("RUN true\n"), undefined);
  });
});

/** What these rules report is no wall of the container that the exposure measures. */
const BEYOND_THE_CONTAINER: ReadonlySet<string> = new Set(["exposed-admin-port"]);

describe("exposure after each fix that is offered on the examples", () => {
  const files = exampleFiles();
  for (const entry of [...files.keys()].filter((file) => file.endsWith("/compose.yaml"))) {
    const analysis = analysisOf(files, entry);
    const before = exposures(analysis);
    for (const finding of analysis.findings) {
      for (const { fix, edits } of analysis.fixes(finding)) {
        const graver = finding.level === "error" || finding.level === "warning";
        const falls = graver && !BEYOND_THE_CONTAINER.has(finding.rule);
        it(`${falls ? "falls" : "does not rise"}: ${finding.subject.name}: ${finding.rule}: ${fix.title}`, () => {
          const after = exposures(analysisOf(edited(files, edits), entry));
          const lost = [...before.keys()].filter((name) => !after.has(name));
          assert.deepEqual(lost, [], "all services are still there");
          // A socket proxy is another service, which holds the socket so that this one need not.
          for (const [name, score] of before) {
            assert.ok((after.get(name) ?? 0) <= score, `${name} rises to ${after.get(name)}`);
          }
          const own = [...after].filter(([name]) => isAboutService(finding, name));
          if (falls)
            assert.ok(
              own.some(([name, score]) => score < (before.get(name) ?? 0)),
              "it does not fall",
            );
        });
      }
    }
  }
});
