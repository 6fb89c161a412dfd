import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { DEFAULT_ENGINE, MODE_NAMES } from "../../../server/analysis/facts/engine.ts";
import { configOf, NO_SETTINGS, readSettings, type Settings } from "../../../server/analysis/settings/read.ts";

const FILE = "file:///project/.bulkhead.yaml";
const RULES: ReadonlySet<string> = new Set(["privileged", "exposed-port", "root-user"]);

function read(text: string): Settings {
  const { settings, inputErrors } = readSettings(FILE, text, RULES);
  assert.deepEqual(inputErrors, []);
  return settings;
}

function troublesOf(text: string): string[] {
  return readSettings(FILE, text, RULES).inputErrors.map(({ message }) => message);
}

describe("settings", () => {
  it("reads every key", () => {
    const text = `
profile: strict
engine: { mode: rootless, version: "28.1", cgroup: 1, lsm: [selinux], compose: "2.40" }
rules:
  exposed-port: warning
  root-user: off
`;
    assert.deepEqual(read(text), {
      profile: "strict",
      engine: { mode: "rootless", version: "28.1", cgroup: 1, lsm: ["selinux"], compose: "2.40" },
      rules: new Map([
        ["exposed-port", "warning"],
        ["root-user", "off"],
      ]),
    });
  });

  it("takes the engine's mode alone", () => {
    assert.deepEqual(read("engine: podman"), { engine: { mode: "podman" } });
  });

  it("keeps a version that looks like a number as it is written", () => {
    assert.deepEqual(read("engine:\n  version: 29.10"), { engine: { version: "29.10" } });
  });

  it("takes an empty list of security modules for a host without any", () => {
    assert.deepEqual(read("engine: {lsm: []}"), { engine: { lsm: [] } });
  });

  it("reads JSON, since editors hold their settings so", () => {
    assert.deepEqual(read(JSON.stringify({ profile: "default", rules: { privileged: "error" } })), {
      profile: "default",
      rules: new Map([["privileged", "error"]]),
    });
  });

  it("says nothing for an empty file and for keys that are being typed", () => {
    assert.deepEqual(read(""), NO_SETTINGS);
    assert.deepEqual(read("# nothing yet\n"), NO_SETTINGS);
    assert.deepEqual(read("rules:\n"), { rules: new Map() });
  });

  const wrong: readonly (readonly [text: string, message: string])[] = [
    [
      "profil: strict",
      'the settings: there is no key "profil", only profile, engine, rules, paths, commands, doors, learn, exceptions; did you mean "profile"?',
    ],
    ["profile: pedantic", 'profile: "pedantic" is none of default, strict'],
    ["profile: [strict]", "profile is one of default, strict"],
    ["engine: docker", 'engine: "docker" is none of rootful, rootless, userns-remap, podman, swarm'],
    ["engine: {kind: rootless}", 'engine: there is no key "kind", only mode, version, cgroup, lsm, daemon, compose'],
    ["engine: {cgroup: 3}", 'engine.cgroup: "3" is none of 1, 2'],
    ["engine: {version: latest}", 'engine.version: "latest" is no version such as "29.5"'],
    ["engine: {version: [29]}", 'engine.version is a version such as "29.5"'],
    ["engine: {compose: v5}", 'engine.compose: "v5" is no version such as "5.7"'],
    ["engine: {lsm: apparmor}", "engine.lsm is a list of apparmor, selinux"],
    ["engine: {lsm: [smack]}", 'engine.lsm: "smack" is none of apparmor, selinux'],
    ["rules: {exposed-prot: off}", 'rules: there is no rule "exposed-prot"; did you mean "exposed-port"?'],
    ["rules: {privileged: fatal}", 'rules.privileged: "fatal" is none of error, warning, info, hint, off'],
    [
      "rules: {privileged: of}",
      'rules.privileged: "of" is none of error, warning, info, hint, off; did you mean "off"?',
    ],
    ["doors: {bake: of}", 'doors.bake: "of" is none of on, off; did you mean "off"?'],
    ["rules: [privileged]", "rules: a mapping with keys is expected"],
    ["strict", "the settings: a mapping with keys is expected"],
  ];
  for (const [text, message] of wrong) {
    it(`finds what is wrong with ${JSON.stringify(text)}`, () => assert.deepEqual(troublesOf(text), [message]));
  }

  it("points at what is wrong and keeps what is right", () => {
    const text = "profile: strict\nrules:\n  root-user: of\n  privileged: off\n";
    const { settings, inputErrors } = readSettings(FILE, text, RULES);
    assert.deepEqual(settings, { profile: "strict", rules: new Map([["privileged", "off"]]) });
    assert.deepEqual(
      inputErrors.map(({ at }) => text.slice(at.start, at.end)),
      ["of"],
    );
  });

  it("survives broken YAML, an alias bomb and a wall of nesting", () => {
    const bomb = Array.from({ length: 30 }, (_, n) => `a${n}: &a${n} [${`*a${n - 1}, `.repeat(n && 9)}x]`).join("\n");
    for (const text of ["profile: [strict", "\tprofile: strict", bomb, "[".repeat(10_000), "\0", "a: *b"]) {
      assert.notEqual(troublesOf(text).length, 0, JSON.stringify(text.slice(0, 20)));
    }
  });
});

describe("the file that VS Code makes", () => {
  it("names every mode of the engine", () => {
    const source = readFileSync(new URL("../../../client/folder-settings.ts", import.meta.url), "utf8");
    const [, line = ""] = /# Who runs the containers: (.*)\./.exec(source) ?? [];
    assert.deepEqual(line.split(/, | or /), MODE_NAMES);
  });
});

describe("the configuration that holds", () => {
  it("is the defaults where nobody says anything", () => {
    assert.deepEqual(configOf([]), { profile: "default", engine: DEFAULT_ENGINE, rules: new Map() });
  });

  it("takes each thing from the first source that says it", () => {
    const flags: Settings = { engine: { mode: "rootless" }, rules: new Map([["privileged", "warning"]]) };
    const file: Settings = {
      profile: "strict",
      engine: { mode: "podman", cgroup: 1 },
      rules: new Map([
        ["privileged", "off"],
        ["root-user", "hint"],
      ]),
    };
    assert.deepEqual(configOf([flags, file]), {
      profile: "strict",
      engine: { ...DEFAULT_ENGINE, mode: "rootless", cgroup: 1 },
      rules: new Map([
        ["privileged", "warning"],
        ["root-user", "hint"],
      ]),
    });
  });
});
