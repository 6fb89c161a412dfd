import assert from "node:assert/strict";
import { RULES, RULES_BY_ID } from "../../../server/analysis/rules/index.ts";
import { PROJECTS, readAnswers, releasesAsked } from "../../compose/answers.ts";
import { projectCases } from "../../compose/cases.ts";
import { ourProject } from "../../compose/compare.ts";
import { CLAIMS, NOT_SHOWN, REFUSED, SAME_MECHANISM } from "../../engine/claims/claims.ts";
import { reportedLevels } from "../../engine/claims/levels.ts";
import { standingOf } from "../../engine/claims/page.ts";
import { recordings, shownErrors } from "../../engine/modes/compare.ts";
import { shownClaims } from "../../engine/pages.ts";

describe("claims", () => {
  const shown = shownClaims();

  it("were all shown on an engine as they are written", () => {
    const told = CLAIMS.map(({ says }) => says).filter((says) => !shown.shown.includes(says));
    assert.deepEqual(told, [], "Run: npm run test:engine");
  });

  it("of level error are in a recording, for every rule that reports errors", () => {
    const recorded = shownErrors(recordings());
    const errors = RULES.filter((rule) => reportedLevels(rule).includes("error"));
    const unproved = errors.filter((rule) => standingOf(rule, shown, recorded).status !== "shown");
    assert.deepEqual(
      unproved.map(({ id }) => id),
      [],
    );
    assert.ok(errors.length > 10, "too few rules report errors");
  });

  it("of files that are refused as a whole are in what each Compose was seen to answer", async () => {
    const cases = new Map(projectCases(PROJECTS).map((one) => [one.name, one]));
    for (const release of releasesAsked()) {
      const { projects } = await readAnswers(release);
      for (const name of REFUSED.flatMap((one) => one.projects)) {
        assert.ok(projects[name]?.refused !== undefined, `Compose ${release} takes ${name}`);
        const said = ourProject(cases.get(name)?.files ?? [], release)?.refusals ?? [];
        assert.deepEqual(
          said.map(({ unreadable }) => unreadable),
          [true],
          name,
        );
      }
    }
  });

  it("name rules that there are", () => {
    for (const { rule } of [...CLAIMS, ...NOT_SHOWN, ...REFUSED, ...SAME_MECHANISM])
      assert.ok(RULES_BY_ID.has(rule), rule);
    for (const { as } of SAME_MECHANISM)
      assert.ok(
        CLAIMS.some(({ rule }) => rule === as),
        as,
      );
  });
});
