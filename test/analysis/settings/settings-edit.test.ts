import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { RULES_BY_ID } from "../../../server/analysis/rules/index.ts";
import { settingsTurningOff, turningOff } from "../../../server/analysis/settings/edit.ts";
import { readSettings } from "../../../server/analysis/settings/read.ts";
import { applyEdits } from "../../../server/analysis/text/edit.ts";

const FILE = "file:///work/.bulkhead.yaml";
const rule = RULES_BY_ID.get("host-pid");
assert.ok(rule);
const ENTRY = `host-pid: off # ${rule.docs.title}`;

function turnedOff(text: string): string | undefined {
  assert.ok(rule);
  const edits = turningOff(FILE, text, rule);
  return edits && applyEdits(text, edits);
}

describe("turning a rule off in .bulkhead.yaml", () => {
  const cases: readonly (readonly [name: string, before: string, after: string | undefined])[] = [
    ["an empty file", "", `rules:\n  ${ENTRY}\n`],
    ["a file of comments", "# ours", `# ours\nrules:\n  ${ENTRY}\n`],
    ["a file without rules", "profile: strict\n", `profile: strict\nrules:\n  ${ENTRY}\n`],
    ["a file without a last line break", "profile: strict", `profile: strict\nrules:\n  ${ENTRY}\n`],
    ["CRLF", "profile: strict\r\n", `profile: strict\r\nrules:\r\n  ${ENTRY}\r\n`],
    [
      "rules that say nothing yet",
      "rules: # later\nprofile: strict\n",
      `rules: # later\n  ${ENTRY}\nprofile: strict\n`,
    ],
    [
      "further rules, in their indentation",
      "rules:\n    # kept\n    root-user: off # why\n",
      `rules:\n    # kept\n    ${ENTRY}\n    root-user: off # why\n`,
    ],
    ["a flow mapping", "rules: { root-user: off }\n", "rules: { host-pid: off, root-user: off }\n"],
    ["an empty flow mapping", "rules: {}\n", "rules: { host-pid: off }\n"],
    ["the rule with another level", "rules:\n  host-pid: hint # why\n", "rules:\n  host-pid: off # why\n"],
    ["the rule with a quoted level", 'rules: {host-pid: "error"}\n', "rules: {host-pid: off}\n"],
    ["a file in flow style", "{ profile: strict }\n", undefined],
    ["a list", "- a\n", undefined],
    ["rules of another shape", "rules: [a]\n", undefined],
    ["broken YAML", "rules: {\n", undefined],
    ["two documents", "profile: strict\n---\nprofile: default\n", undefined],
  ];

  for (const [name, before, after] of cases) {
    it(`in ${name}`, () => assert.equal(turnedOff(before), after));
  }

  it("in a new file, which is valid", () => {
    const { settings, inputErrors } = readSettings(FILE, settingsTurningOff(rule), new Set(RULES_BY_ID.keys()));
    assert.deepEqual(inputErrors, []);
    assert.deepEqual(settings, { rules: new Map([["host-pid", "off"]]) });
  });
});
