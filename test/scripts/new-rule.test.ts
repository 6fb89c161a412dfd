import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../../scripts/build.ts";
import { ruleFile, withRule } from "../../scripts/new-rule.ts";
import { RULES_BY_ID } from "../../server/analysis/rules/index.ts";

const RULES = path.join(ROOT, "server/analysis/rules");
const INDEX = readFileSync(path.join(RULES, "index.ts"), "utf8");
const execute = promisify(execFile);

describe("the line of a new rule", () => {
  for (const id of RULES_BY_ID.keys()) {
    it(`goes where that of ${id} is`, () => {
      const name = id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
      const entry = new RegExp(`^ {2}${name},\\n`, "m");
      const without = INDEX.replace(`import ${name} from "./${id}.ts";\n`, "").replace(entry, "");
      assert.notEqual(without, INDEX);
      assert.equal(withRule(without, id), INDEX);
    });
  }
});

const KINDS = [
  ["container"],
  ["stage"],
  ["dockerfile"],
  ["project"],
  ["comment"],
  ["hook", "container"],
  ["wall"],
] as const;

describe("a new rule of any kind", () => {
  it("is one that the compiler takes", async () => {
    const directory = mkdtempSync(path.join(tmpdir(), "bulkhead-new-rule-"));
    try {
      const files = KINDS.map((kinds) => {
        const file = path.join(directory, `${kinds.join("-")}.ts`);
        const text = ruleFile("some-hazard", kinds);
        writeFileSync(
          file,
          text.replaceAll(/"(\.\.?\/[^"]+\.ts)"/g, (_, name) => `"${path.resolve(RULES, name)}"`),
        );
        return file;
      });
      const options = {
        extends: path.join(ROOT, "tsconfig.base.json"),
        compilerOptions: { noEmit: true, composite: false, emitDeclarationOnly: false },
        files,
      };
      writeFileSync(path.join(directory, "tsconfig.json"), JSON.stringify(options));
      const { stdout } = await execute("npx", ["tsc", "-p", directory], { cwd: ROOT }).catch((error) => error);
      assert.equal(stdout, "");
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
