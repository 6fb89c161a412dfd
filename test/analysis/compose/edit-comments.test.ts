import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { keepsComments } from "../../../server/analysis/compose/editor/comments.ts";
import { parseYamlFile } from "../../../server/analysis/yaml/parse.ts";

const FILE = "file:///project/compose.yaml";

function keeps(before: string, after: string): boolean {
  return keepsComments(parseYamlFile(FILE, before), parseYamlFile(FILE, after));
}

describe("comments of an edited Compose file", () => {
  it("have to be there, however they moved", () => {
    assert.ok(keeps("# one\na: 1 # two\n", "a: 1 # two\n# one\n"));
    assert.ok(!keeps("# one\na: 1 # two\n", "a: 1 # two\n"));
  });

  it("have to be there as often as before", () => {
    assert.ok(!keeps("a: 1 # same\nb: 2 # same\n", "a: 1 # same\nb: 2\n"));
  });

  it("may have become a part of a longer one", () => {
    assert.ok(keeps("a: 1 # why\n", "a: 1 # added # why\n"));
  });

  it("are no comments once they ended up in a text", () => {
    assert.ok(!keeps("a: 1 # why\n", 'a: "1 # why"\n'));
  });

  it("may go where they allow what went", () => {
    assert.ok(keeps("a: 1 # bulkhead: allow privileged -- needed\n", "b: 2\n"));
  });
});
