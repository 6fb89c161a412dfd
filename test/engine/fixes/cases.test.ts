import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { CASES } from "./cases.ts";
import { fixedFiles } from "./fixed.ts";

describe("fixes that `npm run test:fixes` starts projects with", () => {
  for (const one of CASES) {
    it(`${one.name}: the fix is offered and changes the project`, () => {
      const compose = fixedFiles(one).get("compose.yaml");
      assert.ok(compose !== undefined && compose !== one.compose);
      for (const { service } of [...one.works, ...one.closes, ...(one.opens ?? [])])
        assert.ok(compose.includes(`  ${service}:`));
    });
  }
});
