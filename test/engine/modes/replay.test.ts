import assert from "node:assert/strict";
import { CELLS } from "./cells.ts";
import { comparisonOf, recordings } from "./compare.ts";

describe("what each engine was seen to do", () => {
  const all = recordings();

  it("was recorded for every engine of the table that is not said to be missing", () => {
    assert.deepEqual(
      all.map(({ cell }) => cell).sort(),
      CELLS.filter(({ missing }) => missing === undefined)
        .map(({ id }) => id)
        .sort(),
      "Run: npm run record:engines",
    );
  });

  for (const recording of all) {
    it(`is what is predicted for ${recording.cell}`, () => {
      const checks = comparisonOf(recording);
      assert.deepEqual(
        checks.filter(({ verdict }) => verdict === "different"),
        [],
      );
      assert.ok(checks.length > recording.services.length * 2, "too little was compared");
    });
  }
});
