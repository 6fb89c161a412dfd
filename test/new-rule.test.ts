import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { withRule } from "../scripts/new-rule.ts";
import { RULES_BY_ID } from "../server/analysis/rules/index.ts";

const INDEX = readFileSync(path.join(import.meta.dirname, "../server/analysis/rules/index.ts"), "utf8");

describe("the line of a new rule", () => {
  for (const id of RULES_BY_ID.keys()) {
    it(`goes where that of ${id} is`, () => {
      const name = id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
      const entry = new RegExp(`^ {2}(\\.\\.\\.)?${name},\\n`, "m");
      const without = INDEX.replace(`import ${name} from "./${id}.ts";\n`, "").replace(entry, "");
      assert.notEqual(without, INDEX);
      assert.equal(withRule(without, id).replace(`\n  ${name},`, `\n  ${entry.exec(INDEX)?.[1] ?? ""}${name},`), INDEX);
    });
  }
});
