import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { isRefused, nameOf, readValueAnswers } from "./answers.ts";
import { valueCases } from "./cases.ts";
import { DIFFERENCES } from "./differences.ts";
import { ourRefusals } from "./ours.ts";

/** What compose-go answered to `npm run record:compose-values` is data, so that every machine can compare with it. */
describe("what compose-go was seen to refuse of values", () => {
  const answers = readValueAnswers();
  const cases = valueCases();

  it(`${answers.composeGo} is what we refuse, of ${cases.length} files`, function () {
    // One file takes a millisecond.
    this.timeout(300_000);
    assert.equal(answers.cases, nameOf(cases), "The cases are others. Run: npm run record:compose-values");
    const needed = new Set<object>();
    const alarms: string[] = [];
    const silent: string[] = [];
    let refused = 0;
    for (const [index, { name, text }] of cases.entries()) {
      const ours = ourRefusals(text);
      const theirs = isRefused(answers, index);
      if (theirs) refused += 1;
      if (ours.length > 0 && !theirs) alarms.push(`${name}: ${ours.join("; ")}`);
      if (ours.length > 0 || !theirs) continue;
      const difference = DIFFERENCES.find(({ covers }) => covers(name));
      if (difference === undefined) silent.push(name);
      else needed.add(difference);
    }
    assert.deepEqual(alarms, [], "refused by us alone");
    assert.deepEqual(silent, [], "refused by compose-go alone");
    assert.deepEqual(
      DIFFERENCES.filter((one) => !needed.has(one)).map(({ why }) => why),
      [],
      "differences that there are not any more",
    );
    assert.ok(refused > cases.length / 4 && refused < cases.length, `${refused} are refused`);
  });
});
