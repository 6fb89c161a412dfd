import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import bundle from "../../l10n/bundle.l10n.json" with { type: "json" };
import { parseDockerfile } from "../../server/analysis/dockerfile/syntax/parse.ts";
import type { InputError } from "../../server/analysis/model/project.ts";
import { RULES_BY_ID } from "../../server/analysis/rules/index.ts";
import { expired } from "../../server/analysis/settings/exceptions.ts";
import { readSettings } from "../../server/analysis/settings/read.ts";
import { said } from "../../server/analysis/text/wording.ts";
import { parseYamlFile } from "../../server/analysis/yaml/parse.ts";
import { languageOf } from "../../server/lsp/language.ts";
import { filesOf, run, sectionsOf } from "../analysis/rules/spec.ts";

/** A language without letters, so that those that are shown are of names, or of a text that is not translated. */
const PSEUDO = languageOf(
  Object.fromEntries(Object.keys(bundle).map((text) => [text, `⟦${(text.match(/\{\d\}/g) ?? []).join(" ")}⟧`])),
);

/**
 * Rules some of whose messages are English in every language: what Compose, BuildKit, Podman and the images' own scripts do is told in hundreds of sentences
 * of the tables, of which those that people meet most are translated.
 */
const PARTLY_ENGLISH: readonly string[] = [
  ...[
    "agent-socket",
    "daemon-in-image",
    "dangerous-capability",
    "device-rule",
    "escape-path",
    "host-device",
    "host-path",
    "host-userns",
  ],
  ...["invalid-option", "lost-hardening", "privileged-group", "starved-container", "unprotected-gateway"],
  ...["unsafe-sysctl"],
];

const FOLDER = path.join(import.meta.dirname, "../../server/analysis/rules");

describe("messages in another language", () => {
  const german = languageOf({
    'Service "{0}"': "Dienst „{0}“",
    "{0} mounts {1}.": "{0} hängt {1} ein.",
    "It is wrong.": "Es ist falsch.",
  });
  const told = (wording: ReturnType<typeof said>) => german.told({ message: "It is English.", wording });

  it("are put together of the texts of their parts", () => {
    assert.equal(told(said`${said`Service "${"a"}"`} mounts ${"/{0}"}.`), "Dienst „a“ hängt /{0} ein.");
    assert.equal(german.told({ message: "It is wrong." }), "Es ist falsch.");
  });

  it("are English as a whole where the text of any part is missing", () => {
    assert.equal(told(said`${said`Job "${"a"}"`} mounts ${"b"}.`), "It is English.");
    assert.equal(german.told({ message: "Service" }), "Service");
  });

  it("need no text for what has no words", () => {
    assert.equal(told(said`${said`Service "${"a"}"`}: ${1}, ${2}`), "Dienst „a“: 1, 2");
  });

  it("are as short as those in English", () => {
    assert.equal(told(said`${"a".repeat(5000)}`).length, 1000);
  });

  const left = new Set<string>();
  for (const id of RULES_BY_ID.keys()) {
    it(`of ${id} have no English in them, or are English as a whole`, () => {
      const text = readFileSync(path.join(FOLDER, `${id}.md`), "utf8");
      for (const section of sectionsOf(text)) {
        const files = filesOf(section);
        const names = new Set([...files].join("\n").match(/\p{L}+/gu));
        for (const finding of run(id, files).findings) {
          for (const one of [finding, ...finding.related]) {
            const shown = PSEUDO.told(one);
            if (shown === one.message) left.add(id);
            else {
              const words = shown.split(SEPARATORS).filter((word) => /^\p{Ll}+$/u.test(word));
              const english = words.filter((word) => !names.has(word) && !NAMES.has(word));
              assert.deepEqual(english, [], one.message);
            }
          }
        }
      }
    });
  }

  it("are all there, but for those that are named", () => {
    assert.deepEqual([...left].sort(), PARTLY_ENGLISH);
  });
});

describe("what is wrong with a file of settings", () => {
  const wrong = [
    ...["strict", "profil: strict", "profile: pedantic", "profile: [strict]", "rules: [privileged]"],
    ...["engine: {kind: rootless}", "engine: {version: latest}", "engine: {version: [29]}", "engine: {compose: v5}"],
    ...["engine: {lsm: apparmor}", "engine: {daemon: [a]}", "engine: {daemon: !a}", "rules: {exposed-prot: off}"],
    ...["rules: {privileged: of}", "paths: {ignore: {a: 1}}", "paths: {ignore: [{a: 1}]}", "exceptions: [a]"],
    ...["a/../b", "", "a\\\\b", "{1..2}", "@(a)", "a".repeat(600)].map((one) => `paths: {ignore: ["${one}"]}`),
    ...["{rule: none, reason: a}", "{reason: a}", "{rule: privileged}", "{rule: [[a]], reason: b}", "{why: b}"].map(
      (one) => `exceptions: [${one}]`,
    ),
    "exceptions: [{rule: privileged, reason: a, until: soon}]",
    "exceptions: [{rule: privileged, reason: a, until: 2020-01-01}]",
  ];
  for (const text of wrong)
    it(`is said in another language: ${text.slice(0, 60)}`, () => {
      const { settings, inputErrors } = readSettings("file:///w/.bulkhead.yaml", text, new Set(RULES_BY_ID.keys()));
      const all = [...inputErrors, ...expired(settings.exceptions ?? [], "2027-01-31")];
      assert.ok(all.length > 0);
      for (const one of all) assert.notEqual(PSEUDO.told(one), one.message);
    });
});

describe("what keeps a file from being read", () => {
  const compose = (text: string) => parseYamlFile("file:///w/compose.yaml", text).inputErrors;
  const docker = (text: string) => parseDockerfile("file:///w/Dockerfile", text).inputErrors;
  const broken: readonly (readonly [string, readonly InputError[]])[] = [
    ...["a: 'b", "a: [b", "a: b: c", "\ta: b", "a: *b", "a: &b *b", "a: 1\na: 2", "? [a]: b", ": a"].map(
      (text) => [text, compose(text)] as const,
    ),
    ...["a: {<<: b}", "a: {<<: {b: c}, <<: {c: d}}", 'a: "\\q"', "a: @b", "a: \u0001", "a: [b,,c]", "a: |b"].map(
      (text) => [text, compose(text)] as const,
    ),
    ["a file that is too large", compose("#".repeat(2 ** 20 + 1))],
    ["what is nested too deeply", compose("[".repeat(10_000))],
    ["a Dockerfile that is too large", docker("#".repeat(2 ** 20 + 1))],
    ["an instruction that is too long", docker(`FROM a\nRUN ${"a".repeat(2 ** 18 + 1)}`)],
  ];
  for (const [name, inputErrors] of broken)
    it(`is said in another language: ${JSON.stringify(name)}`, () => {
      assert.ok(inputErrors.length > 0);
      for (const one of inputErrors) assert.notEqual(PSEUDO.told(one), one.message);
    });
});

const SEPARATORS = /[\s"⟦⟧,;:()]+/u;

/** Names that stand in no file of a page: of programs, system calls and keys. What has a capital, a digit or a sign in it is a name anyway. */
const NAMES: ReadonlySet<string> = new Set([
  ...["bpf", "clone", "mbind", "kcmp", "powershell"],
  // As its users call what is meant, in every language.
  ...[
    "rootless",
    "stretch",
    "inspector",
    "admin",
    "console",
    "dashboard",
    "debugger",
    "kubelet",
    "management",
    "without",
    "or",
    "and",
    "on",
  ],
  // Keys of a file.
  ...["command", "secrets", "default"],
]);
