import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { matchesPath, parseIgnoreFile } from "../../../server/analysis/text/dockerignore.ts";

/** A file's lines, with paths that it keeps out and paths that it does not, as BuildKit has them. */
const FILES: readonly (readonly [lines: string, out: readonly string[], kept: readonly string[]])[] = [
  ["", [], [".env", "a/b"]],
  [".env", [".env"], ["app/.env", ".env.local"]],
  ["/.env\r\n", [".env"], []],
  ["**/.env", [".env", "a/.env", "a/b/.env"], ["a.env"]],
  ["secrets/", ["secrets/a", "secrets/a/b"], ["app/secrets/a"]],
  ["*", [".env", "a/b"], []],
  ["*\n!app", [".env"], ["app/a"]],
  [".env*\n!.env.example", [".env", ".env.prod"], [".env.example"]],
  ["!.env\n.env", [".env"], []],
  ["# .env\n", [], [".env", "# .env"]],
  ["a/*/c", ["a/b/c", "a/b/c/d"], ["a/c", "a/b/d/c"]],
  ["a/**/c", ["a/c", "a/b/c", "a/b/d/c"], ["c"]],
  ["id_?sa", ["id_rsa", "id_dsa"], ["id_sa", "id_ecdsa"]],
  ["[a-c]x\n[^a-c]y", ["ax", "cx", "dy"], ["dx", "ay"]],
  ["a\\*b", ["a*b"], ["axb"]],
  ["../.env\n./x", [".env", "x"], []],
  ["\u{FEFF}.env", [".env"], []],
];

describe("ignore files", () => {
  for (const [lines, out, kept] of FILES) {
    it(JSON.stringify(lines), () => {
      const ignores = parseIgnoreFile(lines);
      for (const path of out) assert.ok(ignores(path), path);
      for (const path of kept) assert.ok(!ignores(path), path);
    });
  }

  it("take no long time for patterns that are made to", () => {
    const ignores = parseIgnoreFile(`${"*a".repeat(240)}b\n${"**/".repeat(160)}b\n`.repeat(100));
    assert.ok(!ignores(`${"a/".repeat(200)}${"a".repeat(4000)}`));
  });
});

describe("the sources of COPY", () => {
  it("cover what lies beneath them", () => {
    for (const source of [".", "./", "/", "*", "app", "app/", "./app/*.key", "app/a.key"])
      assert.ok(matchesPath(source, "app/a.key"), source);
    for (const source of ["src", "*.key", "app/b.key", "ap"]) assert.ok(!matchesPath(source, "app/a.key"), source);
  });
});
