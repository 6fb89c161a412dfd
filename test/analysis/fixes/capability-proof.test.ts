import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "mocha";
import { neededCapabilities } from "../../../server/analysis/fixes/needed-capabilities.ts";
import { isEnough, LEAST_PRIVILEGE_PAGE, leastPrivilegePage, shownProofs } from "../../engine/capabilities/page.ts";
import { serviceOf } from "../../engine/capabilities/proof.ts";

describe("proposed capabilities", () => {
  for (const { image, settings, environment, proposed, oneLess } of shownProofs().filter(isEnough)) {
    it(`are for ${[image, settings].join(" ").trim()} those that were shown on an engine`, () => {
      assert.deepEqual(
        neededCapabilities(serviceOf({ image, ...(environment ? { environment } : {}) }))?.names ?? [],
        proposed,
        "Run: npm run test:capabilities",
      );
      assert.ok(oneLess.filter(({ outcome }) => outcome.works).length <= 1, "more than one of them is not needed");
    });
  }

  it("were enough for every program", () => {
    const short = shownProofs().filter((proof) => !isEnough(proof));
    assert.deepEqual(
      short.map(({ image }) => image),
      [],
    );
  });

  it("have a page that is fresh", () => {
    assert.equal(
      readFileSync(LEAST_PRIVILEGE_PAGE, "utf8"),
      leastPrivilegePage(shownProofs()),
      "Run: npm run test:capabilities",
    );
  });
});
