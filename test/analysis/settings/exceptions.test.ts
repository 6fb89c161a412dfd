import assert from "node:assert/strict";
import { RULES_BY_ID } from "../../../server/analysis/rules/index.ts";
import type { Analysis } from "../../../server/analysis/run/analysis.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { expired } from "../../../server/analysis/settings/exceptions.ts";
import { configOf, readSettings, type Settings } from "../../../server/analysis/settings/read.ts";
import { CliProject } from "../../cli/cli-project.ts";

const ROOT = "file:///work/shop";
const IDS: ReadonlySet<string> = new Set(RULES_BY_ID.keys());
const COMPOSE = `services:
  proxy:
    image: traefik:v3.5
    privileged: true
  worker:
    image: alpine:3.22
    privileged: true
`;

function settingsOf(text: string): Settings {
  const { settings, inputErrors } = readSettings(`${ROOT}/.bulkhead.yaml`, text, IDS);
  assert.deepEqual(inputErrors, []);
  return settings;
}

function analysed(settings: Settings, today: string, file = `${ROOT}/infra/compose.yaml`): Analysis {
  return analyze([file], (uri) => (uri === file ? COMPOSE : null), configOf([settings, { today }]), {
    cache: new ParseCache(),
    onRuleError: (rule, error) => {
      throw new Error(rule, { cause: error });
    },
  });
}

function privileged(settings: Settings, today = "2026-06-01", file?: string): readonly string[] {
  const { findings } = analysed(settings, today, file);
  return findings.filter(({ rule }) => rule === "privileged").map(({ subject }) => subject.name);
}

const BOTH = ["proxy", "worker"];

describe("exceptions in .bulkhead.yaml", () => {
  it("allow what a rule finds about a service, and keep the reason", () => {
    const settings = settingsOf("exceptions:\n  - rule: privileged\n    service: proxy\n    reason: It has to be.\n");
    assert.deepEqual(privileged(settings), ["worker"]);
    const [allowed] = analysed(settings, "2026-06-01").suppressed;
    assert.deepEqual([allowed?.rule, allowed?.reason], ["privileged", "It has to be."]);
  });

  it("hold for all that their paths match, counted from the settings' directory", () => {
    const at = (pattern: string) => settingsOf(`exceptions: [{ rule: privileged, paths: ${pattern}, reason: yes }]`);
    for (const pattern of ["infra", "infra/", "infra/**", "infra/*.yaml", "compose.yaml", '["a", "**/compose.yaml"]'])
      assert.deepEqual(privileged(at(pattern)), [], pattern);
    for (const pattern of ["other/**", "infra/compose", "shop/infra", '"*.yml"', "/compose.yaml"])
      assert.deepEqual(privileged(at(pattern)), BOTH, pattern);
    assert.deepEqual(privileged(at("compose.yaml"), "2026-06-01", "file:///work/elsewhere/compose.yaml"), BOTH);
  });

  it("hold through their last day and not after it", () => {
    const settings = settingsOf("exceptions: [{ rule: [privileged], reason: yes, until: 2026-06-01 }]");
    assert.deepEqual(privileged(settings, "2026-06-01"), []);
    assert.deepEqual(privileged(settings, "2026-06-02"), BOTH);
  });

  it("are told of once they have expired, at their last day", () => {
    const text = "exceptions:\n  - rule: privileged\n    reason: yes\n    until: 2026-06-01\n";
    const { exceptions = [] } = settingsOf(text);
    assert.deepEqual(expired(exceptions, "2026-06-01"), []);
    const [inputError] = expired(exceptions, "2026-06-02");
    assert.equal(text.slice(inputError?.at.start, inputError?.at.end), "2026-06-01");
    assert.equal(
      inputError?.message,
      "the exception for privileged expired on 2026-06-01: its findings are reported again",
    );
  });

  it("allow nothing where they are not whole, and say what is missing", () => {
    const cases: readonly (readonly [text: string, message: string])[] = [
      ["exceptions: [{ rule: privileged }]", "an exception gives its reason"],
      ["exceptions: [{ reason: yes }]", "an exception names a rule"],
      ["exceptions: [{ rule: nothing, reason: yes }]", 'there is no rule "nothing"'],
      ["exceptions: [{ rule: privileged, reason: yes, until: soon }]", 'until: "soon" is no day such as 2027-01-31'],
      ["exceptions: [privileged]", "exceptions: each is a mapping with rule and reason"],
      ["exceptions: privileged", "exceptions is a list"],
      ["paths: { ignore: { a: b } }", "paths.ignore is a list"],
      ["paths: { only: [a] }", 'paths: there is no key "only", only ignore'],
    ];
    for (const [text, message] of cases) {
      const { settings, inputErrors } = readSettings(`${ROOT}/.bulkhead.yaml`, text, IDS);
      assert.equal(inputErrors[0]?.message, message, text);
      assert.deepEqual(privileged(settings), BOTH, text);
    }
  });

  it("ignore files and say nothing of them", () => {
    assert.deepEqual(analysed(settingsOf("paths: { ignore: [infra] }"), "2026-06-01").findings, []);
    assert.deepEqual(privileged(settingsOf("paths: { ignore: examples/** }")), BOTH);
  });

  it("take braces, negated sets, and patterns that take others back", () => {
    const at = (paths: string) => settingsOf(`exceptions: [{ rule: privileged, paths: ${paths}, reason: yes }]`);
    for (const paths of [
      '"{infra,legacy}/**"',
      '"**/*.{yml,yaml}"',
      '"infra/{a,{b,compose}}.yaml"',
      '"[!a-h]nfra"',
      '"[^x]nfra/compose.yaml"',
      '"!legacy/**"',
      '["infra/**", "!infra/other.yaml"]',
      '["infra", "!infra", "compose.yaml"]',
    ])
      assert.deepEqual(privileged(at(paths)), [], paths);
    for (const paths of [
      '"{infra,legacy}/*.yml"',
      '"[!i]nfra"',
      '"!infra/**"',
      '"!{infra,legacy}"',
      '["infra/**", "!**/compose.yaml"]',
      '["**", "!infra"]',
    ])
      assert.deepEqual(privileged(at(paths)), BOTH, paths);
    assert.deepEqual(analysed(settingsOf('paths: { ignore: "!infra" }'), "2026-06-01").findings.length > 0, true);
    assert.deepEqual(analysed(settingsOf('paths: { ignore: "!legacy" }'), "2026-06-01").findings, []);
  });

  it("say what is wrong with a pattern that could match nothing", () => {
    const cases: readonly (readonly [pattern: string, message: string])[] = [
      ["!legacy/**", "paths.ignore: YAML takes a word that begins with ! for a tag; put it in quotes"],
      ["'legacy\\app'", 'paths.ignore: "legacy\\app" has a backslash, which separates no directories: write /'],
      ["../other", 'paths.ignore: "../other" leads out of its directory'],
      ["'!../other'", 'paths.ignore: "!../other" leads out of its directory'],
      ["'a{1..3}'", 'paths.ignore: "a{1..3}" has a range in braces, which is not supported: write {1,2}'],
      ["'@(a|b)/**'", 'paths.ignore: "@(a|b)/**" has a group in parentheses, which is not supported: write {a,b}'],
      ["''", 'paths.ignore: "" is empty'],
      ["a".repeat(501), `paths.ignore: "${"a".repeat(501)}" is longer than 500 characters`],
    ];
    for (const [pattern, message] of cases) {
      const text = `paths:\n  ignore:\n    - ${pattern}\n`;
      const { settings, inputErrors } = readSettings(`${ROOT}/.bulkhead.yaml`, text, IDS);
      assert.deepEqual(
        inputErrors.map((one) => one.message),
        [message],
      );
      assert.deepEqual(privileged(settings), BOTH, text);
    }
  });

  it("count on the command line, where one that has expired is told of", async () => {
    const project = await CliProject.with({
      "infra/compose.yaml": COMPOSE,
      ".bulkhead.yaml":
        "exceptions:\n  - { rule: privileged, service: proxy, reason: It has to be. }\n  - { rule: privileged, service: worker, reason: No longer., until: 2020-01-01 }\n",
    });
    try {
      const { out, err } = await project.run(["check", "."]);
      assert.doesNotMatch(out, /"proxy" is privileged/);
      assert.match(out, /"worker" is privileged/);
      assert.match(out + err, /\.bulkhead\.yaml:3\b.*expired on 2020-01-01/);
    } finally {
      await project.remove();
    }
  });
});
