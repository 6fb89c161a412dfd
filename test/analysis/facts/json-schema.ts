import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { ROOT } from "../../../scripts/build.ts";

/** A function that fails where a value is not what `docs/NAME.schema.json` says. */
export function schemaCheck(
  name: "check" | "compare" | "evidence" | "explain" | "explain-diff",
): (value: unknown) => void {
  const schema = JSON.parse(readFileSync(path.join(ROOT, "docs", `${name}.schema.json`), "utf8")) as object;
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
  return (value) => assert.ok(validate(value), JSON.stringify(validate.errors, null, 2));
}
