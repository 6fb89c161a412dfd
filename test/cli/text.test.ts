import assert from "node:assert/strict";
import fc from "fast-check";
import { printedDiff, unifiedDiff } from "../../server/analysis/report/unified-diff.ts";
import { shown } from "../../server/analysis/text/printable.ts";
import { excerpt } from "../../server/cli/output/excerpt.ts";
import { table } from "../../server/cli/output/table.ts";
import { displayWidth } from "../../server/cli/output/width.ts";

const ESCAPE = "\u{1B}";

describe("width of text", () => {
  const widths: readonly (readonly [text: string, width: number])[] = [
    ["", 0],
    ["plain", 5],
    ["e\u{301}", 1],
    ["日本", 4],
    ["🐳", 2],
    ["👩‍👩‍👧", 2],
    ["\t", 4],
    ["ab\tc", 5],
    [`${ESCAPE}[31m`, 5],
  ];
  for (const [text, width] of widths) {
    it(`${JSON.stringify(text)} takes ${width} columns`, () => assert.equal(displayWidth(text), width));
  }
});

describe("excerpt", () => {
  it("puts marks under a part of a line", () => {
    assert.deepEqual(excerpt("  privileged: true # go", { start: 14, end: 18 }, 80), {
      line: "  privileged: true # go",
      marks: "              ^^^^",
    });
  });

  it("lines the marks up behind tabs, wide and combining characters", () => {
    assert.deepEqual(excerpt("\tx: y", { start: 4, end: 5 }, 80), { line: "    x: y", marks: "       ^" });
    assert.deepEqual(excerpt("日: 本x", { start: 3, end: 4 }, 80), { line: "日: 本x", marks: "    ^^" });
    assert.deepEqual(excerpt("e\u{301}: y", { start: 4, end: 5 }, 80), { line: "e\u{301}: y", marks: "   ^" });
  });

  it("marks a place without width once", () => {
    assert.deepEqual(excerpt("ab", { start: 2, end: 2 }, 80), { line: "ab", marks: "  ^" });
    assert.deepEqual(excerpt("", { start: 0, end: 0 }, 80), { line: "", marks: "^" });
  });

  it("cuts a long line round the mark", () => {
    const line = `${"a".repeat(500)}HERE${"b".repeat(500)}`;
    const { line: shown, marks } = excerpt(line, { start: 500, end: 504 }, 40);
    assert.equal(shown, `…${"a".repeat(12)}HERE${"b".repeat(22)}…`);
    assert.equal(shown.slice(marks.indexOf("^"), marks.length), "HERE");
  });

  it("shows the end of a long line without an ellipsis behind it", () => {
    const { line, marks } = excerpt(`${"a".repeat(500)}HERE`, { start: 500, end: 504 }, 40);
    assert.equal(line, `…${"a".repeat(34)}HERE`);
    assert.equal(marks, `${" ".repeat(35)}^^^^`);
  });

  it("never is wider than asked for, and always has its mark below the line", () => {
    const characters = fc.constantFrom("a", " ", "\t", "日", "🐳", "e\u{301}", "\u{1B}");
    const lines = fc.array(characters, { maxLength: 300 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(lines, fc.nat(600), fc.nat(50), fc.integer({ min: 20, max: 100 }), (line, at, length, columns) => {
        const start = Math.min(at, line.length);
        const end = Math.min(start + length, line.length);
        const { line: shown, marks } = excerpt(line, { start, end }, columns);
        assert.ok(displayWidth(shown) <= columns, `${displayWidth(shown)} of ${columns}`);
        assert.match(marks, /^ *\^+$/);
        assert.ok(marks.length <= columns + 1);
      }),
    );
  });
});

describe("table", () => {
  it("lines up three columns and wraps the middle one", () => {
    const rows = [
      [shown`user`, shown`root`, shown`default`],
      [shown`capabilities`, shown`CHOWN, FOWNER, SETGID, SETUID`, shown`a:1`],
    ] as const;
    assert.equal(
      table(rows, 44, (cell) => cell),
      [
        "user          root                   default",
        "capabilities  CHOWN, FOWNER,         a:1",
        "              SETGID, SETUID",
      ].join("\n"),
    );
  });
});

describe("unified diff", () => {
  it("is empty for equal texts", () => assert.equal(unifiedDiff("a", "x\n", "x\n"), ""));

  it("shows three lines round a change", () => {
    const before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
    assert.equal(
      unifiedDiff("a/b.yaml", before, before.replace("5\n", "five\n")),
      "--- a/a/b.yaml\n+++ b/a/b.yaml\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
    );
  });

  it("tells of a missing line break at the end", () => {
    assert.equal(
      unifiedDiff("f", "a", "a\nb\n"),
      "--- a/f\n+++ b/f\n@@ -1,1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n",
    );
  });

  it("names the line before an empty range", () => {
    assert.match(unifiedDiff("f", "", "a\n"), /^@@ -0,0 \+1,1 @@$/m);
    assert.match(unifiedDiff("f", "a\n", ""), /^@@ -1,1 \+0,0 @@$/m);
  });

  it("makes the second text of the first", () => {
    const texts = fc
      .tuple(fc.array(fc.constantFrom("a", "b", "c", "d\r", ""), { maxLength: 40 }), fc.boolean())
      .map(([lines, isEnded]) => lines.map((line) => `${line}\n`).join("") + (isEnded ? "" : "end"));
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const diff = unifiedDiff("f", before, after);
        assert.equal(diff === "" ? before : patched(before, diff), after);
      }),
    );
  });

  it("names files as git does, so that each is one name to git and to patch", () => {
    const header = (name: string) => unifiedDiff(name, "", "x").split("\n")[0];
    assert.equal(header("shop/compose.yaml"), "--- a/shop/compose.yaml");
    assert.equal(header("my shop/é.yaml"), "--- a/my shop/é.yaml\t");
    assert.equal(header('a"\\b'), '--- "a/a\\"\\\\b"');
    assert.equal(header(`${ESCAPE}[31m é\n`), '--- "a/\\033\\13331m \\303\\251\\012"');
    assert.equal(header("##vso[x]"), '--- "a/\\043\\043vso\\133x\\135"');
  });

  it("is printed as it is where it is printable, whatever its line ends", () => {
    for (const text of ["a\tb\n", "a\r\nb\r\n", "é\u{200D}\n"]) {
      assert.equal(printedDiff("f", text, `${text}c\n`), unifiedDiff("f", text, `${text}c\n`));
    }
  });

  it("is a comment where characters had to be replaced", () => {
    for (const bait of [`${ESCAPE}[2J`, "\rb", "\u{202E}", " ::error ::x", "##[group]x"]) {
      const printed = printedDiff("f", `${bait}\n--- a/g\n+++ b/g\n@@ -1,1 +1,1 @@\n`, "x\n");
      const lines = printed.trimEnd().split("\n");
      assert.ok(lines.length > 5 && lines.every((line) => line.startsWith("# ")), printed);
      assert.ok(printed.includes("\u{FFFD}") && !printed.includes(bait), printed);
    }
  });

  it("copes with thousands of changed lines", () => {
    const before = Array.from({ length: 2_000 }, (_, n) => `a${n}\n`).join("");
    const after = before.replaceAll("a", "b");
    assert.equal(patched(before, unifiedDiff("f", before, after)), after);
  });
});

/** Applies a diff as `patch` does, and fails where its context or its counts are wrong. */
function patched(before: string, diff: string): string {
  const old = linesOf(before);
  const result: string[] = [];
  let at = 0;
  const body = linesOf(diff).slice(2);
  for (let index = 0; index < body.length; ) {
    const header = /^@@ -(\d+),(\d+) \+(\d+),(\d+) @@\n$/.exec(body[index++] ?? "");
    assert.ok(header);
    const [oldStart = 0, oldCount = 0, newStart = 0, newCount = 0] = header.slice(1).map(Number);
    const start = oldCount === 0 ? oldStart : oldStart - 1;
    while (at < start) result.push(old[at++] ?? "");
    assert.equal(result.length, newCount === 0 ? newStart : newStart - 1);
    const [oldEnd, newEnd] = [at + oldCount, result.length + newCount];
    for (; index < body.length && !body[index]?.startsWith("@@"); index++) {
      const line = body[index] ?? "";
      if (line.startsWith("\\")) continue;
      const isLast = body[index + 1]?.startsWith("\\") === true;
      const text = isLast ? line.slice(1, -1) : line.slice(1);
      if (!line.startsWith("+")) assert.equal(old[at++], text);
      if (!line.startsWith("-")) result.push(text);
    }
    assert.equal(at, oldEnd);
    assert.equal(result.length, newEnd);
  }
  return [...result, ...old.slice(at)].join("");
}

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}
