import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { after, before, describe, it } from "mocha";
import { Comparisons, parseGitignore } from "../../server/cli/input/gitignore.ts";
import { IgnoreFiles, isIgnored } from "../../server/cli/input/ignore-files.ts";

/** What patterns are made of; every special character, whole and in pieces. */
const PIECES = [
  ...[
    "a",
    "b",
    "c",
    "ab",
    "A",
    "é",
    ".",
    "-",
    " ",
    "\t",
    "#",
    "!",
    "]",
    "[",
    "\\",
    "/",
    "*",
    "?",
    "**",
    "***",
    ":",
    "^",
  ],
  ...[
    "**/",
    "/**/",
    "/**",
    "/*",
    "*/",
    "a/",
    "/a",
    "[ab]",
    "[!a]",
    "[^a]",
    "[a-c]",
    "[a-]",
    "[]a]",
    "[!]a]",
    "[é]",
    "[\\]a]",
  ],
  ...[
    "[[:alpha:]]",
    "[[:upper:]b]",
    "[![:punct:]]",
    "[[:none:]]",
    "[[:]",
    "[a[:]",
    "\\a",
    "\\*",
    "\\ ",
    "\\!",
    "\\#",
    "\\/",
  ],
];

const FILES = [
  "a",
  "b",
  "c",
  "ab",
  "abc",
  "b.c",
  "a b",
  "a*",
  "[",
  "]",
  "é",
  "A",
  "-",
  "#a",
  "!a",
  "a ",
  "\\a",
  ".a",
  "^",
];
const DIRECTORIES = ["a", "b", "ab", "é", "a/a", "a/b", "b/a", "ab/c", "a/b/c", "b/a/b", "a/a/a"];

const pattern = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 7 }).map((pieces) => pieces.join(""));
const file = fc
  .tuple(
    fc.constantFrom("", "\u{FEFF}"),
    fc.array(pattern, { maxLength: 6 }),
    fc.constantFrom("\n", "\r\n"),
    fc.constantFrom("", "\n"),
  )
  .map(([mark, lines, ending, end]) => `${mark}${lines.join(ending)}${end}`);

describe("ignore files of git", () => {
  let root = "";
  const directories = new Set(DIRECTORIES);
  const paths: string[] = [...DIRECTORIES];
  const git = (args: readonly string[], input = ""): string => {
    const all = ["-c", "core.excludesFile=", "-c", "core.ignoreCase=false", ...args];
    const { stdout, stderr, status } = spawnSync("git", all, { cwd: root, input, encoding: "utf8" });
    // With 1 git says that nothing is ignored.
    assert.ok(status === 0 || status === 1, stderr);
    return stdout;
  };

  before(() => {
    root = mkdtempSync(path.join(tmpdir(), "bulkhead-ignore-"));
    git(["init", "-q"]);
    for (const directory of ["", ...DIRECTORIES]) {
      mkdirSync(path.join(root, directory), { recursive: true });
      for (const name of FILES) {
        const full = path.posix.join(directory, name);
        if (directories.has(full)) continue;
        writeFileSync(path.join(root, full), "");
        paths.push(full);
      }
    }
  });

  after(() => rmSync(root, { recursive: true }));

  /** The paths that git ignores. With `-n` it tells of every path by which pattern; the fields end with NUL. */
  function byGit(): readonly string[] {
    const said = git(["check-ignore", "--no-index", "--stdin", "-z", "-v", "-n"], paths.join("\0")).split("\0");
    return paths.filter((_, index) => {
      const found = said[4 * index + 2] ?? "";
      return found !== "" && !found.startsWith("!");
    });
  }

  /** The paths that a walk leaves out. */
  async function byUs(): Promise<readonly string[]> {
    const files = new IgnoreFiles(root);
    const rules = new Map([["", files.rulesIn(root, [])]]);
    const ignored = new Set<string>();
    for (const one of paths) {
      const parent = path.posix.dirname(one).replace(/^\.$/, "");
      const above = rules.get(parent) ?? [];
      if (ignored.has(parent) || isIgnored(above, path.join(root, one), directories.has(one))) ignored.add(one);
      else if (directories.has(one)) rules.set(one, files.rulesIn(path.join(root, one), above));
    }
    return [...ignored];
  }

  it("are read as git reads them, those of directories too", async () => {
    let told = 0;
    await fc.assert(
      fc.asyncProperty(file, file, async (outer, inner) => {
        writeFileSync(path.join(root, ".gitignore"), outer);
        writeFileSync(path.join(root, "a", ".gitignore"), inner);
        const expected = byGit();
        if (expected.length > 0 && expected.length < paths.length) told++;
        assert.deepEqual(await byUs(), expected);
      }),
      { numRuns: Number(process.env["IGNORE_RUNS"] ?? 100) },
    );
    assert.ok(told > 30, `only ${told} of the files ignored something`);
  });

  const bait: Readonly<Record<string, (size: number) => readonly [pattern: string, path: string]>> = {
    "directories in a row": (size) => [`a/${"**/a/".repeat(size)}b`, `${"a/".repeat(8 * size)}c`],
    "double stars in a row": (size) => [`${"**/".repeat(2 * size)}b`, `${"a/".repeat(8 * size)}c`],
    "stars in a name": (size) => [`${"a*".repeat(4 * size)}b`, "a".repeat(16 * size)],
    "stars in parts": (size) => [
      `**/${"*a".repeat(size)}b/**/${"*a".repeat(size)}b`,
      `${"a".repeat(size)}/`.repeat(16),
    ],
    "questions and stars": (size) => [`${"*?".repeat(4 * size)}b`, "a".repeat(16 * size)],
    classes: (size) => [`${"*[!b]".repeat(2 * size)}b`, "a".repeat(16 * size)],
    "a long class": (size) => [`*[${"b".repeat(8 * size)}]`, "a".repeat(16 * size)],
    "sets that do not end": (size) => [`*[${"[:".repeat(8 * size)}`, "a".repeat(16 * size)],
    "sets that end late": (size) => [`*[${"[:".repeat(8 * size)}]`, "a".repeat(16 * size)],
    escapes: (size) => [`${"*\\a".repeat(4 * size)}b`, "a".repeat(16 * size)],
    "escaped spaces": (size) => [`${"\\ ".repeat(8 * size)}${" ".repeat(8 * size)}`, "a".repeat(16 * size)],
    "a long line": (size) => ["*a".repeat(1000 * size), "a".repeat(16 * size)],
  };
  for (const [name, make] of Object.entries(bait)) {
    it(`take no more than the product of the lengths of file and path: ${name}`, () => {
      const seconds = (size: number): number => {
        const [line, file] = make(size);
        const started = process.cpuUsage();
        for (let round = 0; round < 20; round++) assert.equal(verdict(line, file, Number.POSITIVE_INFINITY), undefined);
        const { user, system } = process.cpuUsage(started);
        return (user + system) / 1e6;
      };
      seconds(8);
      const [small, large] = [Math.max(seconds(8), 0.005), seconds(32)];
      // Both are four times as long.
      assert.ok(large / small < 16 * 3, `${large} s are ${large / small} times ${small} s`);
    });
  }

  it("are not asked about the end of a pattern that is longer than any path", () => {
    assert.equal(verdict(`*${"[!x]".repeat(2000)}`, "a".repeat(2000), Number.POSITIVE_INFINITY), undefined);
  });

  it("leave nothing out once they took too long, whatever they say of it before and after", () => {
    for (const slow of ["a\n".repeat(60_000), `${"*a*a*b\n".repeat(1000)}`, `[${"a".repeat(4000)}]\n`.repeat(60)]) {
      assert.equal(verdict(`x*\n${slow}`, `x${"a".repeat(90)}`), undefined);
      assert.equal(verdict(`${slow}x*`, `x${"a".repeat(90)}`), true);
    }
  });

  function verdict(patterns: string, file: string, most?: number): boolean | undefined {
    return parseGitignore(Buffer.from(patterns)).verdict(file, false, new Comparisons(most));
  }
});
