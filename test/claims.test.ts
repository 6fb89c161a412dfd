import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { RULES_BY_ID } from "../server/analysis/rules/index.ts";
import { CLAIMS, NOT_SHOWN } from "./engine/claims/claims.ts";
import { claimsPage, type ShownClaims } from "./engine/claims/page.ts";

const SHOWN = path.join(import.meta.dirname, "engine/claims/shown.json");
const PAGE = path.join(import.meta.dirname, "../docs/claims.md");
const PAGES = path.join(import.meta.dirname, "rules");

describe("claims", () => {
  const shown: ShownClaims = JSON.parse(readFileSync(SHOWN, "utf8"));

  it("were all shown on an engine as they are written", () => {
    const told = CLAIMS.map(({ says }) => says).filter((says) => !shown.shown.includes(says));
    assert.deepEqual(told, [], "Run: npm run test:engine");
  });

  it("have a page that is fresh", () => {
    assert.equal(readFileSync(PAGE, "utf8"), claimsPage(shown), "Run: npm run test:engine");
  });

  it("are shown, or said not to be, for every rule that reports errors", () => {
    const told = new Set([...CLAIMS, ...NOT_SHOWN].map(({ rule }) => rule));
    const silent = [...RULES_BY_ID.keys()].filter((id) => !told.has(id) && reportsErrors(id));
    assert.deepEqual(silent, []);
    for (const rule of told) assert.ok(RULES_BY_ID.has(rule), rule);
  });
});

/** Whether the rule's spec page has a finding of level error. */
function reportsErrors(id: string): boolean {
  return new RegExp(`\\berror\\[${id}\\]`).test(readFileSync(path.join(PAGES, `${id}.md`), "utf8"));
}
