import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { complete } from "../../../server/analysis/ide/complete/complete.ts";
import { hover } from "../../../server/analysis/ide/hover/hover.ts";
import { is } from "../../../server/analysis/model/setting.ts";
import type { Analysis } from "../../../server/analysis/run/analysis.ts";
import { analyze, prepare } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { configOf, readSettings } from "../../../server/analysis/settings/read.ts";
import { applyEdits } from "../../../server/analysis/text/edit.ts";
import { CASES, MENDED, PAIRS } from "./cases.ts";

interface Recording {
  readonly version: string;
  readonly cases: readonly { readonly file: string; readonly status: number; readonly said: string }[];
  readonly pairs: readonly {
    readonly file: string;
    readonly flags: string;
    readonly status: number;
    readonly said: string;
  }[];
}

const RECORDING = JSON.parse(readFileSync(path.join(import.meta.dirname, "validated.json"), "utf8")) as Recording;

const DIRECTORY = "file:///etc/docker";

function analysisOf(text: string, name = "daemon.json", settings = ""): Analysis {
  const uri = `${DIRECTORY}/${name}`;
  const read = readSettings(`${DIRECTORY}/.bulkhead.yaml`, settings, new Set());
  return analyze([uri], (one) => (one === uri ? text : null), configOf([read.settings]), {
    cache: new ParseCache(),
    onRuleError: (_, error) => {
      throw error;
    },
  });
}

describe(`daemon.json as dockerd ${RECORDING.version} takes it`, () => {
  it("was recorded for every case", () => {
    assert.deepEqual(
      RECORDING.cases.map(({ file }) => file),
      CASES,
    );
  });

  for (const { file, status, said } of RECORDING.cases) {
    it(`${JSON.stringify(file)} ${said}`, () => {
      const refused = analysisOf(file).findings.filter(({ rule }) => rule === "invalid-option");
      assert.equal(refused.length > 0, status !== 0, refused.map(({ message }) => message).join("; "));
    });
  }
});

describe("fixes of daemon.json", () => {
  for (const { before, rule, title, after } of MENDED) {
    it(`${rule}: ${title} in ${JSON.stringify(before)}`, () => {
      const analysis = analysisOf(before);
      const offered = analysis.findings.filter((one) => one.rule === rule).flatMap((one) => analysis.fixes(one));
      const fix = offered.find((one) => one.fix.title.startsWith(title));
      assert.ok(fix, `no fix, only ${offered.map((one) => one.fix.title).join("; ")}`);
      assert.equal(applyEdits(before, fix.edits), after);
      const [said, left] = [before, after].map((one) => RECORDING.cases.find(({ file }) => file === one)?.status);
      assert.deepEqual([said === 0, left === 0], [rule !== "invalid-option", true]);
    });
  }
});

describe("daemon.json and the unit that starts the daemon", () => {
  const beside = (name: string, text: string, other: string, content: string): Analysis => {
    const files = new Map([
      [`file:///work/${name}`, text],
      [`file:///work/${other}`, content],
    ]);
    return analyze([`file:///work/${name}`], (uri) => files.get(uri) ?? null, configOf([]), {
      cache: new ParseCache(),
      onRuleError: (_, error) => {
        throw error;
      },
    });
  };
  const unitOf = (flags: string): string => `[Service]\nExecStart=\nExecStart=/usr/bin/dockerd ${flags}\n`;

  it("were recorded together for every pair", () => {
    assert.deepEqual(
      RECORDING.pairs.map(({ file, flags }) => ({ file, flags })),
      PAIRS,
    );
  });

  it("are refused where both say a key, and said so in both", () => {
    for (const { file, flags, status, said } of RECORDING.pairs) {
      const json = beside("daemon.json", file, "docker.service", unitOf(flags));
      const unit = beside("docker.service", unitOf(flags), "daemon.json", file);
      for (const { findings, kind } of kindsOf(json, unit, flags))
        assert.equal(
          findings.some(({ rule, message }) => rule === "invalid-option" && message.includes("too, by")),
          status !== 0,
          `${kind} ${file} ${flags} ${said}`,
        );
    }
  });

  it("tell together what clients have to show", () => {
    const secured = '{ "tlsverify": true, "tlscacert": "/c" }';
    assert.deepEqual(beside("docker.service", unitOf("-H tcp://0.0.0.0:2376"), "daemon.json", secured).findings, []);
    assert.deepEqual(beside("daemon.json", secured, "docker.service", unitOf("-H tcp://0.0.0.0:2376")).findings, []);
    const far = ["etc/systemd/system/docker.service.d/override.conf", "etc/docker/daemon.json"] as const;
    assert.deepEqual(beside(far[0], unitOf("-H tcp://0.0.0.0:2376"), far[1], secured).findings, []);
    assert.deepEqual(beside(far[1], '{ "hosts": ["tcp://0.0.0.0:2376"] }', far[0], unitOf("--tlsverify")).findings, []);
  });

  it("have nothing to do with each other where the unit names another file", () => {
    const other = unitOf("--config-file /srv/d.json -H tcp://0.0.0.0:2376");
    const { findings } = beside("docker.service", other, "daemon.json", '{ "hosts": ["fd://"], "tlsverify": true }');
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ["docker-tcp"],
    );
  });
});

/** A unit without a flag that the table knows says nothing of the daemon. */
function kindsOf(json: Analysis, unit: Analysis, flags: string): readonly Analysis[] {
  return flags === "" ? [json] : [json, unit];
}

describe("units of Docker's daemon", () => {
  const unit =
    "[Service]\nExecStart=\nExecStart=/usr/bin/dockerd -H fd:// \\\n  -H tcp://0.0.0.0:2375 \\\n  --insecure-registry=10.0.0.0/8\n";

  it("say with flags what the file says with keys, and lose them by a fix", () => {
    const analysis = analysisOf(unit, "docker.service.d/a.conf");
    const found = analysis.findings.map(({ rule, level }) => `${level} ${rule}`);
    assert.deepEqual(found, ["error docker-tcp", "warning unverified-download"]);
    const [tcp, registry] = analysis.findings.map((one) => analysis.fixes(one)[0]);
    assert.equal(applyEdits(unit, tcp?.edits ?? []), unit.replace(" \\\n  -H tcp://0.0.0.0:2375", ""));
    assert.equal(applyEdits(unit, registry?.edits ?? []), unit.replace(" \\\n  --insecure-registry=10.0.0.0/8", ""));
  });

  it("are told of with certificates not at all", () => {
    const secured = "[Service]\nExecStart=/usr/bin/dockerd --tlsverify --tlscacert=/c -H tcp://0.0.0.0:2376\n";
    assert.deepEqual(analysisOf(secured, "docker.service").findings, []);
  });

  it("of a socket do not know what clients have to show", () => {
    const { findings } = analysisOf("[Socket]\nListenStream=2375\nSocketMode=0666\n", "docker.socket");
    assert.deepEqual(
      findings.map(({ rule, level }) => `${level} ${rule}`),
      ["warning docker-tcp", "error world-writable"],
    );
  });

  it("take comments that allow what they say", () => {
    const allowed =
      "[Service]\n# bulkhead: allow docker-tcp -- a test bench\nExecStart=dockerd -H tcp://0.0.0.0:2375\n";
    assert.deepEqual(analysisOf(allowed, "docker.service").findings, []);
  });
});

describe("completion in daemon.json", () => {
  const items = (before: string, after: string): readonly string[] => {
    const text = `${before}${after}`;
    const config = configOf([]);
    const file = { uri: `${DIRECTORY}/daemon.json`, text, analysis: analysisOf(text), findings: [], config };
    const made = complete({ ...file, cache: new ParseCache(), lookup: () => null }, before.length);
    return made?.items.map((one) => one.text) ?? [];
  };

  it("knows the keys that are not there yet, those that strengthen isolation first", () => {
    const keys = items('{ "icc": false, "', '" }');
    assert.ok(keys.includes("userns-remap") && !keys.includes("icc"));
    assert.ok(keys.indexOf("no-new-privileges") < keys.indexOf("insecure-registries"));
    assert.ok(items("{ ", " }").includes('"no-new-privileges"'));
    assert.ok(items('{ "no-new', "").includes("no-new-privileges"));
  });

  it("knows the words of a value, in quotes or without", () => {
    assert.deepEqual(items('{ "icc": ', " }"), ["true", "false"]);
    assert.deepEqual(items('{ "icc": "', '" }'), []);
    assert.deepEqual(items('{ "seccomp-profile": "', '" }'), ["builtin", "unconfined"]);
    assert.deepEqual(items('{ "seccomp-profile": ', " }"), ['"builtin"', '"unconfined"']);
    assert.deepEqual(items('{ "log-opts": { "', '" } }'), []);
  });
});

describe("files of the daemon", () => {
  it("that are none are left alone", () => {
    assert.equal(analysisOf('{"name":"x"}').kind, "other");
    assert.equal(analysisOf("{}").kind, "other");
    assert.equal(analysisOf("[Unit]\nDescription=x\n", "docker.service").kind, "other");
  });

  it("can be switched off", () => {
    const settings = "doors: { daemon: off }\n";
    assert.equal(analysisOf('{"hosts":["tcp://0.0.0.0:2375"]}', undefined, settings).kind, "other");
  });

  it("are read as far as they are typed", () => {
    const text = CASES.join("\n");
    for (const file of CASES) for (let end = 0; end < file.length; end += 3) analysisOf(file.slice(0, end));
    for (let end = 0; end < text.length; end += 40) analysisOf(text.slice(0, end), "docker.service");
  });

  it("explain what a key does to all containers", () => {
    const text = '{"icc": false}';
    const uri = `${DIRECTORY}/daemon.json`;
    const file = {
      uri,
      text,
      analysis: analysisOf(text),
      config: configOf([{}]),
      findings: [],
      cache: new ParseCache(),
    };
    assert.match(hover(file, 3)?.markdown ?? "", /other networks are not touched/);
  });
});

describe("engine.daemon of the settings", () => {
  const compose = "services:\n  web:\n    image: nginx:1.29\n    privileged: true\n";
  const under = (daemon: string | null, settings = "engine: { daemon: ./daemon.json }\n"): Analysis => {
    const read = readSettings(`${DIRECTORY}/.bulkhead.yaml`, settings, new Set());
    assert.deepEqual(read.inputErrors, []);
    const files = new Map([
      [`${DIRECTORY}/compose.yaml`, compose],
      ...(daemon === null ? [] : [[`${DIRECTORY}/daemon.json`, daemon] as const]),
    ]);
    return analyze([`${DIRECTORY}/compose.yaml`], (uri) => files.get(uri) ?? null, configOf([read.settings]), {
      cache: new ParseCache(),
      onRuleError: () => assert.fail(),
    });
  };
  const DAEMON =
    '{"userns-remap": "default", "no-new-privileges": true, "seccomp-profile": "unconfined", "default-cgroupns-mode": "host"}';

  it("decides what a container gets that says nothing else", () => {
    const [web] = under(DAEMON).project?.services ?? [];
    assert.ok(web);
    assert.equal(web.engine.mode, "userns-remap");
    assert.deepEqual([web.security.noNewPrivileges.state, web.namespaces.cgroup.state], ["known", "known"]);
    assert.ok(is(web.security.noNewPrivileges, true) && is(web.namespaces.cgroup, "host"));
  });

  it("is asked for, and told of where it is none", () => {
    assert.deepEqual(
      under(null).inputErrors.map(({ message }) => message),
      ["daemon.json, which engine.daemon of the settings names, holds no settings of Docker's daemon"],
    );
    const read = readSettings(`${DIRECTORY}/.bulkhead.yaml`, "engine: { daemon: ./daemon.json }\n", new Set());
    const { needs } = prepare(
      [`${DIRECTORY}/compose.yaml`],
      (uri) => (uri.endsWith("compose.yaml") ? compose : undefined),
      configOf([read.settings]),
      { cache: new ParseCache(), onRuleError: () => assert.fail() },
    );
    assert.ok(needs.includes(`${DIRECTORY}/daemon.json`));
  });

  it("leaves a file alone that merely lies in the project", () => {
    const [web] = under(DAEMON, "profile: strict\n").project?.services ?? [];
    assert.equal(web?.engine.mode, "rootful");
    assert.equal(web.engine.defaults, undefined);
  });
});
