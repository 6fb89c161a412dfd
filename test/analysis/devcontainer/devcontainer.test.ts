import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { resolveCommands } from "../../../server/analysis/command/resolve/resolve.ts";
import { parseCommands } from "../../../server/analysis/command/syntax/parse.ts";
import { isDevContainerName, workspaceOf } from "../../../server/analysis/devcontainer/syntax/detect.ts";
import { DEFAULT_ENGINE } from "../../../server/analysis/facts/engine.ts";
import { complete } from "../../../server/analysis/ide/complete/complete.ts";
import { hover } from "../../../server/analysis/ide/hover/hover.ts";
import type { Container } from "../../../server/analysis/model/container.ts";
import { isWritten, knownValue } from "../../../server/analysis/model/setting.ts";
import type { Analysis } from "../../../server/analysis/run/analysis.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { configOf } from "../../../server/analysis/settings/read.ts";
import { applyEdits } from "../../../server/analysis/text/edit.ts";
import { NOTHING_AT_HAND } from "../command/sources.ts";
import { CASES, isImage, MENDED, mendedCase } from "./cases.ts";
import { projectOf, type Recording } from "./recording.ts";

const RECORDING = JSON.parse(readFileSync(path.join(import.meta.dirname, "recorded.json"), "utf8")) as Recording;
const { home } = RECORDING;

function analysed(entry: readonly string[], files: ReadonlyMap<string, string>, settings = {}): Analysis {
  return analyze(entry, (uri) => files.get(uri) ?? null, configOf([settings]), {
    cache: new ParseCache(),
    onRuleError: (rule, error) => assert.fail(`${rule}: ${error}`),
  });
}

/** A file by itself, as the dev container of a project. */
function alone(text: string, more: Readonly<Record<string, string>> = {}): Analysis {
  const files = new Map([
    [FILE, text],
    ...Object.entries(more).map(([name, one]) => [`file:///p/${name}`, one] as const),
  ]);
  return analysed([FILE], files);
}

const FILE = "file:///p/.devcontainer/devcontainer.json";

function containerOf({ project }: Analysis): Container {
  const [container] = project?.services ?? [];
  assert.ok(container);
  return container;
}

/** What decides the isolation of a container, in an order of its own. */
function spoken(container: Container): Readonly<Record<string, unknown>> {
  const { capabilities, security, mounts, namespaces, environment, ports, user } = container;
  return {
    privileged: knownValue(container.privileged),
    init: container.source.keys.has("init"),
    added: [...new Set(capabilities.added.map(({ text }) => text))].sort(),
    dropped: capabilities.dropped.map(({ text }) => text).sort(),
    options: security.options.map(({ text }) => text).sort(),
    user: isWritten(user) ? knownValue(user)?.text : undefined,
    mounts: mounts
      .map(({ type, source, target, readOnly }) => {
        const from = (knownValue(source) ?? "").replace(/^~/, home);
        return `${type} ${from} ${target} ${readOnly ? "ro" : "rw"}`;
      })
      .filter((text) => !/^bind \S+\/project-\d+ \/workspaces\/project-\d+ rw$/.test(text))
      .sort(),
    namespaces: Object.fromEntries(Object.entries(namespaces).map(([name, value]) => [name, knownValue(value)])),
    environment: [...environment].map(([name, value]) => `${name}=${knownValue(value)}`).sort(),
    ports: ports
      .map(({ hostIp, published, target }) => [knownValue(hostIp), knownValue(published), target].join(" "))
      .sort(),
    devices: container.devices.map(({ text }) => text),
    memory: knownValue(container.limits.memory),
    pids: knownValue(container.limits.pids),
  };
}

describe(`dev containers as the tools' CLI ${RECORDING.version} starts them`, () => {
  it("were recorded for every case", () => {
    assert.deepEqual(
      RECORDING.cases.map(({ name }) => name),
      CASES.map(({ name }) => name),
    );
  });

  for (const [index, { name, run, override }] of RECORDING.cases.entries()) {
    const files = new Map(
      Object.entries(CASES[index]?.files ?? {}).map(([file, text]) => [
        `file://${projectOf(home, index)}/${file}`,
        text,
      ]),
    );
    const file = [...files.keys()].find(isDevContainerName) ?? "";
    // The label of a case is made up, and no table has it.
    if (CASES[index]?.label !== undefined) continue;
    it(name, () => {
      const ours = spoken(containerOf(analysed([file], files)));
      if (run !== undefined) {
        const words = run.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
        const script = parseCommands(`file://${projectOf(home, index)}/run.sh`, `docker run ${words}\n`, "shell");
        const [theirs] = resolveCommands(script, DEFAULT_ENGINE, NOTHING_AT_HAND).services;
        assert.ok(theirs);
        assert.deepEqual(ours, spoken(theirs));
      } else {
        const compose = `file://${projectOf(home, index)}/compose.yaml`;
        const over = `file://${projectOf(home, index)}/override.yaml`;
        const all = new Map([...files, [over, override ?? ""]]);
        const theirs = containerOf(analysed([compose, over], all));
        assert.deepEqual(ours, spoken(theirs));
      }
    });
  }
});

describe("devcontainer.json", () => {
  it("is known by its name, in one folder below .devcontainer at most", () => {
    const names = [".devcontainer.json", ".devcontainer/devcontainer.json", ".devcontainer/go/devcontainer.json"];
    assert.ok(names.every((name) => isDevContainerName(`file:///p/${name}`) && isDevContainerName(name)));
    const others = [
      "devcontainer.json",
      ".devcontainer/a/b/devcontainer.json",
      "x.devcontainer.json",
      ".devcontainer/x.json",
    ];
    assert.deepEqual(
      others.filter((name) => isDevContainerName(`file:///p/${name}`)),
      [],
    );
    assert.ok(names.every((name) => workspaceOf(`file:///p/${name}`) === "file:///p"));
  });

  it("names its kind, and is somebody else's where nothing is made of anything", () => {
    assert.equal(alone(`{ "image": "debian:13" }`).kind, "devcontainer");
    assert.equal(alone(`{ "name": "x" }`).kind, "other");
    assert.equal(alone(`[1]`).kind, "other");
    assert.equal(alone("").kind, "other");
  });

  it("is not looked at where the settings switch it off", () => {
    const files = new Map([[FILE, `{ "image": "debian:13", "privileged": true }`]]);
    assert.equal(analysed([FILE], files, { doors: { devcontainer: "off" } }).kind, "other");
  });

  it("breaks nothing wherever it ends", () => {
    const whole = [...Object.values(CASES[3]?.files ?? {}), ...Object.values(CASES[9]?.files ?? {})].join("\n");
    for (let end = 0; end <= whole.length; end++) alone(whole.slice(0, end));
    alone("[".repeat(5000));
    alone(`{"image":`.repeat(5000));
    alone(
      `{"image": {}, "mounts": [[], 1, {"source": {}}], "runArgs": [{}], "features": [], "capAdd": {}, "privileged": []}`,
    );
    alone(
      `{"image": "x", "mounts": {}, "containerEnv": {"A": {}}, "appPort": [{}], "build": 3, "initializeCommand": [[1]]}`,
    );
  });

  it("leaves unknown what a feature gives that nobody has looked at", () => {
    const {
      source: { partial },
      privileged,
    } = containerOf(alone(`{ "image": "debian:13", "features": { "ghcr.io/acme/f/x:1": {} } }`));
    assert.equal(partial, "feature x");
    assert.equal(knownValue(privileged), false);
  });

  it("leaves unknown what the label of an image says that nobody has looked at", () => {
    assert.equal(containerOf(alone(`{ "image": "acme/dev:1" }`)).source.partial, "the label of image acme/dev:1");
    assert.equal(containerOf(alone(`{ "image": "debian:13" }`)).source.partial, undefined);
    const built = alone(`{ "build": { "dockerfile": "Dockerfile" } }`, {
      ".devcontainer/Dockerfile": "FROM acme/dev:1\n",
    });
    assert.equal(containerOf(built).source.partial, "the label of image acme/dev:1");
  });

  it("has what the label of a known image gives, also where a Dockerfile is built on it", () => {
    const built = alone(`{ "build": { "dockerfile": "Dockerfile" } }`, {
      ".devcontainer/Dockerfile": "FROM mcr.microsoft.com/devcontainers/go:1.25\n",
    });
    assert.equal(knownValue(containerOf(built).security.seccomp), "unconfined");
    assert.match(built.findings.map(({ message }) => message).join("\n"), /It comes with the label of image \S+\./);
  });

  it("says of a feature with the socket one thing, and not that SELinux is off for it", () => {
    const { findings } = alone(
      `{ "image": "debian:13", "features": { "ghcr.io/devcontainers/features/docker-from-docker:1": {} } }`,
    );
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ["docker-socket"],
    );
  });

  it("takes a variable of the host for unknown, and its default for what holds without it", () => {
    const { mounts } = containerOf(
      alone(
        `{ "image": "debian:13", "mounts": ["type=bind,source=\${localEnv:X},target=/x", "type=bind,source=\${localEnv:Y:/etc},target=/y"] }`,
      ),
    );
    assert.deepEqual(
      mounts.map(({ source }) => (source.state === "known" ? source.value : `unknown: ${source.because}`)),
      ["unknown: ${localEnv:X}", "/etc"],
    );
  });

  it("says in a hover what a feature gives, what a key means and what a word of runArgs is", () => {
    const text = `{
      "image": "debian:13",
      "features": { "ghcr.io/devcontainers/features/docker-in-docker:2": {}, "ghcr.io/acme/f/x:1": {} },
      "initializeCommand": "true",
      "runArgs": ["--cap-add=SYS_ADMIN", "--pid", "host"],
      "mounts": ["type=bind,source=/etc,target=/e"],
      "capAdd": ["NET_ADMIN"]
    }`;
    const analysis = alone(text);
    const at = (word: string): string => {
      const file = { uri: FILE, text, analysis, config: configOf([]), findings: [], cache: new ParseCache() };
      return hover(file, text.indexOf(word) + 1)?.markdown ?? "";
    };
    assert.match(at("docker-in-docker"), /--privileged/);
    assert.match(at("ghcr.io/acme"), /not fetched/);
    assert.match(at(`"initializeCommand"`), /your own machine/);
    assert.match(at("SYS_ADMIN"), /SYS_ADMIN/);
    assert.match(at(`host"`), /host/);
    assert.match(at("NET_ADMIN"), /NET_ADMIN/);
    assert.match(at("/etc"), /\/etc/);
    assert.match(at(`"image"`), /Dev container|debian|root/i);
    assert.match(at(`"runArgs"`), /docker run/);
  });
});

/** A file with a bar where the cursor is, and what is offered there first. */
function offered(marked: string): readonly string[] {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  const config = configOf([]);
  const file = {
    uri: FILE,
    text,
    analysis: alone(text),
    config,
    findings: [],
    cache: new ParseCache(),
    lookup: () => null,
  };
  return (complete(file, offset)?.items ?? []).map((item) => item.text);
}

describe("completion in devcontainer.json", () => {
  it("offers capabilities, options and words of runArgs", () => {
    assert.ok(offered(`{ "image": "x", "capAdd": ["|"] }`).includes("NET_ADMIN"));
    assert.ok(offered(`{ "image": "x", "capAdd": [|] }`).includes(`"NET_ADMIN"`));
    assert.ok(offered(`{ "image": "x", "capAdd": ["SYS_PTRACE", "NE|`).includes("NET_ADMIN"));
    assert.ok(offered(`{ "image": "x", "securityOpt": ["|"] }`).includes("no-new-privileges:true"));
    assert.ok(offered(`{ "image": "x", "runArgs": ["|"] }`).includes("--cap-drop=ALL"));
    assert.ok(offered(`{ "image": "x", "runArgs": ["--cap-drop=|"] }`).includes("--cap-drop=ALL"));
    assert.ok(offered(`{ "image": "x", "runArgs": ["--cap-add", "|"] }`).includes("NET_ADMIN"));
    assert.deepEqual(offered(`{ "image": "x", "privileged": | }`), ["false", "true"]);
  });

  it("offers nothing for keys and in other values, and rules in a comment", () => {
    assert.deepEqual(offered(`{ "|" }`), []);
    assert.deepEqual(offered(`{ "image": "|" }`), []);
    assert.deepEqual(offered("["), []);
    assert.ok(offered(`{\n  // bulkhead: allow |\n  "image": "x" }`).includes("privileged"));
  });
});

describe("fixes in devcontainer.json", () => {
  for (const [before, rule, title, after] of MENDED) {
    it(`${title}: ${JSON.stringify(before)}`, () => {
      const analysis = alone(before);
      const finding = analysis.findings.find((one) => one.rule === rule);
      assert.ok(finding, "nothing is found");
      const fix = analysis.fixes(finding).find((one) => one.fix.title.startsWith(title));
      const text = fix === undefined ? undefined : applyEdits(before, fix.edits);
      assert.equal(text, after);
      if (after === undefined || !isImage(before)) return;
      const [said, left] = [before, after].map((one) =>
        RECORDING.cases
          .find(({ name }) => name === mendedCase(one).name)
          ?.run?.map((word) => word.replace(/project-\d+/g, "project")),
      );
      assert.ok(said && left, "the tool was not asked about the file");
      assert.notDeepEqual(said, left, "the tool starts the same after the fix");
    });
  }

  it("puts a comment above what it allows, and on top of the file for the container", () => {
    const text = `{\n  "image": "debian:13",\n  "mounts": [\n    "type=bind,source=/etc,target=/e"\n  ]\n}\n`;
    const analysis = alone(text);
    const [finding] = analysis.findings.filter(({ rule }) => rule === "host-path");
    assert.ok(finding);
    for (const scope of ["line", "subject", "file"] as const) {
      const { at } = finding;
      const edits = analysis.edits({
        title: "",
        safe: true,
        changes: [{ do: "allow", at, rules: ["host-path"], reason: "why", scope }],
      });
      const after = applyEdits(text, edits ?? []);
      assert.ok(after !== undefined && after !== text);
      assert.deepEqual(
        alone(after).findings.filter(({ rule }) => rule === "host-path" || rule === "unused-allow"),
        [],
      );
    }
  });
});
