import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";

/** A function that fails where a value is not what the schema of SARIF 2.1.0 says. */
export function sarifCheck(): (value: unknown) => void {
  const file = path.join(import.meta.dirname, "schemas", "sarif-2.1.0.json");
  // It is written for draft 4, of which it uses nothing that draft 7 has changed but the name of its own address.
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(file, "utf8"));
  const ajv = new Ajv({
    strictTypes: false,
    // One of its patterns is no Unicode pattern.
    unicodeRegExp: false,
    allErrors: true,
    formats: { uri: isUri, "uri-reference": isReference, "date-time": isTime },
  });
  const validate = ajv.compile(schema);
  return (value) => assert.ok(validate(value), JSON.stringify(validate.errors?.slice(0, 5), null, 2));
}

function isUri(text: string): boolean {
  return URL.canParse(text);
}

/** Characters that no URI may hold are the errors that are made; a base makes a URI of every relative reference. */
function isReference(text: string): boolean {
  return /^[\w.~:/?#[\]@!$&'()*+,;=%-]*$/.test(text) && URL.canParse(text, "file:///base/");
}

function isTime(text: string): boolean {
  return !Number.isNaN(Date.parse(text));
}
