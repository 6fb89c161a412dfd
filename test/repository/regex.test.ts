import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { check } from "recheck";
import { ROOT } from "../../scripts/build.ts";
import { type RegexLiteral, regexLiterals, sourceFiles } from "./source-code.ts";

/** Milliseconds that the check of one expression may take, on a machine that does much else. */
const TIMEOUT = 60_000;

describe("regular expressions", function () {
  this.timeout(TIMEOUT * 5);

  it("take time in proportion to the text", async () => {
    const literals = sourceLiterals();
    assert.ok(literals.length > 100, `only ${literals.length} were found`);
    const slow: string[] = [];
    for (const literal of literals) if (UNBOUNDED.test(literal.source)) slow.push(...(await slowness(literal)));
    assert.deepEqual(slow, []);
  });

  it("are literals, since nobody can check others before they run", () => {
    const made = sourceFiles("server", "client").filter((file) =>
      /\bRegExp\(/.test(readFileSync(path.join(ROOT, file), "utf8")),
    );
    assert.deepEqual(made, []);
  });

  it("are found by their check", async () => {
    const found = regexLiterals(
      "const a = b / c / d; // /no/\nconst e = /x[/]\\//gi.test(`${e ? /y/ : '/z/'}/`) && \"/w/\" + /(a+)+$/.source;",
    );
    const told = found.map(({ source, flags, line }) => [source, flags, line]);
    assert.deepEqual(told, [
      ["x[/]\\/", "gi", 2],
      ["y", "", 2],
      ["(a+)+$", "", 2],
    ]);
    const slow = await Promise.all(found.map((literal) => slowness({ ...literal, file: "" })));
    assert.equal(slow.flat().length, 1);
  });
});

interface SourceLiteral extends RegexLiteral {
  readonly file: string;
}

/** Whether anything is repeated without a limit; what is not takes no longer for a long text. */
const UNBOUNDED = /[*+]|\{\d+,\}/;

/** Texts against an expression need not be long: a hundred million steps of the engine are a tenth of a second. */
const LIMITS = { timeout: TIMEOUT, attackLimit: 100_000_000, maxAttackStringSize: 30_000 };

/** Milliseconds of the processor that an expression without backtracking is far from taking for such a text. */
const LONG = 30;

/** The checker's own build for this system answers, which is many times as fast as its JavaScript; where there is none, that does. */
async function slowness({ source, flags, file, line }: SourceLiteral): Promise<readonly string[]> {
  const checked = await check(source, flags, LIMITS);
  const where = `${file}:${line}: /${source}/${flags}`;
  if (checked.status === "unknown") return [`${where} is not known: ${checked.error.kind}`];
  if (checked.status === "safe") return [];
  const { attack, complexity } = checked;
  // Where the checker has to guess, it sometimes takes a linear one for quadratic; its claim counts if the text that it gives does take long.
  if (complexity.type === "polynomial" && !takesLong(new RegExp(source, flags), attack.string)) return [];
  return [`${where} is ${complexity.type}`];
}

function takesLong(expression: RegExp, text: string): boolean {
  const started = process.cpuUsage();
  expression.test(text);
  return process.cpuUsage(started).user / 1000 > LONG;
}

/** Each expression of the product once, with a place where it stands. */
function sourceLiterals(): readonly SourceLiteral[] {
  const literals = new Map<string, SourceLiteral>();
  for (const file of sourceFiles("server", "client")) {
    for (const literal of regexLiterals(readFileSync(path.join(ROOT, file), "utf8"))) {
      literals.set(`/${literal.source}/${literal.flags}`, { ...literal, file });
    }
  }
  return [...literals.values()];
}
