import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { nearest } from "../../../server/analysis/text/nearest.ts";

const LEVELS = ["error", "warning", "info", "hint", "off"];

describe("the word that was meant", () => {
  const cases: readonly (readonly [string, readonly string[], string | undefined])[] = [
    ["warnign", LEVELS, "warning"],
    ["Cap-Add", ["cap_add", "cap_drop"], "cap_add"],
    ["of", LEVELS, "off"],
    ["ff", LEVELS, "off"],
    ["OF", ["on", "off"], "off"],
    ["en", ["RUN", "ENV", "ARG"], "ENV"],
    ["ON", ["on", "off"], "on"],
    ["no", LEVELS, undefined],
    ["it", ["on", "off", "id"], undefined],
    ["rn", ["run", "ran"], undefined],
    ["o", LEVELS, undefined],
    ["none", LEVELS, undefined],
  ];
  for (const [word, words, meant] of cases)
    it(`of ${word} is ${meant ?? "unknown"}`, () => assert.equal(nearest(word, words), meant));
});
