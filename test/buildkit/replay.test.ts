import assert from "node:assert/strict";
import { type Answer, hashOf, readAnswers } from "./answers.ts";
import { type Case, casesBeside, ownCases } from "./cases.ts";
import { differencesOf } from "./compare.ts";
import { DIFFERENCES } from "./differences.ts";
import { ourAnswer, ourWord } from "./ours.ts";
import { words } from "./words.ts";

const NOT_ASKED = "BuildKit has not been asked yet. Run: npm run record:buildkit";

/** What BuildKit's own parser answered to `npm run record:buildkit` is data, so that every machine can compare with it. */
describe("what BuildKit was seen to make of Dockerfiles", () => {
  const answers = readAnswers();
  const needed = new Set<object>();
  const failures: string[] = [];

  function compare({ name, text }: Case, theirs: Answer): void {
    for (const difference of differencesOf(theirs, ourAnswer(text))) {
      const row = DIFFERENCES.find(({ what, covers }) => what === difference.what && covers(difference, text));
      if (row) needed.add(row);
      else failures.push(`${name}: ${difference.what}\n  theirs: ${difference.theirs}\n  ours:   ${difference.ours}`);
    }
  }

  const own = ownCases(answers.seed, answers.generated);
  it(`BuildKit ${answers.buildkit} is what we make of ${own.length} files`, () => {
    for (const one of own) {
      const theirs = answers.files[hashOf(one.text)];
      assert.ok(theirs !== undefined, `${one.name}: ${NOT_ASKED}`);
      compare(one, theirs);
    }
    assert.deepEqual(failures.splice(0), []);
    const read = own.filter(({ text }) => (answers.files[hashOf(text)]?.instructions?.length ?? 0) > 0);
    assert.ok(read.length > own.length * 0.8, `BuildKit read only ${read.length} of them`);
  });

  const beside = new Map(casesBeside().map((one) => [hashOf(one.text), one]));
  const recorded = Object.entries(answers.beside).filter(([hash]) => beside.has(hash));
  const missing = Object.keys(answers.beside).length - recorded.length;
  it(`and of ${recorded.length} files beside the repository${missing > 0 ? `; ${missing} are not at hand` : ""}`, () => {
    for (const [hash, theirs] of recorded) {
      const one = beside.get(hash);
      if (one) compare(one, theirs);
    }
    assert.deepEqual(failures.splice(0), []);
  });

  const asked = words(answers.seed, answers.generated);
  it(`and of ${asked.length} words`, () => {
    assert.equal(answers.words.length, asked.length, NOT_ASKED);
    for (const [index, word] of asked.entries()) {
      const [theirs, ours] = [JSON.stringify(answers.words[index]), JSON.stringify(ourWord(word))];
      if (theirs === ours) continue;
      const row = DIFFERENCES.find(
        ({ what, covers }) => what === "word" && covers({ what: "instruction", theirs, ours }, word.text),
      );
      if (row) needed.add(row);
      else failures.push(`${word.text}\n  theirs: ${theirs}\n  ours:   ${ours}`);
    }
    assert.deepEqual(failures.splice(0), []);
  });

  it("needs each of the differences that are accepted", () => {
    assert.deepEqual(
      DIFFERENCES.filter((row) => !needed.has(row)).map(({ why }) => why),
      [],
    );
  });
});
