import assert from "node:assert/strict";
import { matchesGlob } from "node:path";
import fc from "fast-check";
import { describe, it } from "mocha";
import { matchesPathPattern } from "../../../server/analysis/text/path-pattern.ts";

/** Patterns with paths that they match and paths that they do not. */
const PATTERNS: readonly (readonly [pattern: string, matched: readonly string[], others: readonly string[]])[] = [
  ["legacy", ["legacy", "legacy/a", "a/legacy/b"], ["legacy2", "a/old-legacy"]],
  ["legacy/", ["legacy/a", "a/legacy/b"], ["legacy.yaml"]],
  ["./legacy/", ["legacy/a"], ["a/legacy/b"]],
  ["/legacy", ["legacy/a"], ["a/legacy"]],
  ["a//b/./c", ["a/b/c", "a/b/c/d"], ["a/b", "x/a/b/c"]],
  [".", ["a", "a/b"], []],
  ["**", ["a", "a/b"], []],
  ["*.yaml", ["a.yaml", "b/a.yaml", ".yaml"], ["a.yml", "a.yaml.bak"]],
  ["a/*/c", ["a/b/c"], ["a/c", "a/b/d/c"]],
  ["a/**/c", ["a/c", "a/b/c", "a/b/d/c", "a/c/d"], ["c", "x/a/c", "a/bc"]],
  ["a/**", ["a/b", "a/b/c"], ["ab/c"]],
  ["a**c/d", ["ac/d", "abbc/d"], ["a/c/d"]],
  ["id_?sa", ["id_rsa", "id_dsa"], ["id_sa", "id_ecdsa"]],
  ["{a,b}.yaml", ["a.yaml", "x/b.yaml"], ["c.yaml", "{a,b}.yaml", "a,b.yaml"]],
  ["{a/b,c}/d", ["a/b/d", "c/d"], ["x/c/d", "b/d"]],
  ["x{,-test}.yaml", ["x.yaml", "x-test.yaml"], ["xtest.yaml"]],
  ["{a,{b,c}d}e", ["ae", "bde", "cde"], ["be", "de"]],
  ["{a,b}{1,2}", ["a1", "b2"], ["a", "1", "ab"]],
  ["{**/x,y}/z", ["a/b/x/z", "x/z", "y/z"], ["a/y/z"]],
  ["{a}", ["a"], ["{a}"]],
  ["{a,b", ["{a,b"], ["a", "b"]],
  ["a}", ["a}"], ["a"]],
  ["\\{a,b\\}", ["{a,b}"], ["a"]],
  ["[!a]x", ["bx", "éx"], ["ax", "x", "bbx"]],
  ["[^a-c]x", ["dx"], ["bx"]],
  ["[]a]x", ["]x", "ax"], ["x"]],
  ["[!]]x", ["ax"], ["]x"]],
  ["[a-]x", ["-x", "ax"], ["bx"]],
  ["[a", ["[a"], ["a"]],
  ["a[!b]c", ["axc"], ["a/c", "abc"]],
  ["\\*", ["*"], ["a"]],
  ["{[,],x}", [",", "x"], ["["]],
  ["😀?", ["😀😀"], ["😀"]],
];

describe("patterns of paths", () => {
  for (const [pattern, matched, others] of PATTERNS) {
    it(JSON.stringify(pattern), () => {
      for (const path of matched) assert.ok(matchesPathPattern(pattern, path), path);
      for (const path of others) assert.ok(!matchesPathPattern(pattern, path), path);
    });
  }

  it("match what Node's own globs match, or a directory above it", () => {
    const piece = fc.constantFrom(
      "a",
      "b",
      "ab",
      "/",
      "*",
      "?",
      "[ab]",
      "[!a]",
      "{a,b}",
      "{a,b/a}",
      "{ab,[!b]}",
      "/**/",
    );
    const patterns = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => `a/${pieces.join("")}`);
    const paths = fc.array(fc.constantFrom("a", "b", "ab", "ba", "c"), { minLength: 1, maxLength: 5 });
    let matched = 0;
    fc.assert(
      fc.property(patterns, paths, (pattern, names) => {
        fc.pre(!/\/\/|\*\*[^/]|[^/]\*\*|\/$|\*\*$/.test(pattern));
        const expected = names.some((_, index) => matchesGlob(names.slice(0, index + 1).join("/"), pattern));
        if (expected) matched++;
        assert.equal(matchesPathPattern(pattern, names.join("/")), expected, `${pattern} ${names.join("/")}`);
      }),
      { numRuns: 4000 },
    );
    assert.ok(matched > 20, String(matched));
  });

  it("take no long time when they are made to", () => {
    const path = `${"a/".repeat(100)}${"a".repeat(2000)}`;
    const before = process.cpuUsage();
    for (const piece of ["*a", "**/", "{a,", "{a,b}", "[!b]*", "{*,**/}"]) {
      const pattern = `a/${piece.repeat(Math.floor(490 / piece.length))}b`;
      assert.ok(!matchesPathPattern(pattern, path), piece);
    }
    assert.ok(process.cpuUsage(before).user < 20_000_000);
  });
});
