import fc from "fast-check";
import { at, flow, type Part, path, quoted, word } from "./part.ts";

/** What one level of shared nodes makes of the level below, by its anchor. */
const LEVELS: readonly ((below: string) => string)[] = [
  (below) => `{l: *${below}, r: *${below}}`,
  (below) => `[*${below}, *${below}]`,
  (below) => `{<<: [*${below}, *${below}], r: *${below}}`,
  (below) => `{<<: *${below}, r: {<<: *${below}}}`,
  (below) => `{l: [*${below}, {<<: *${below}}], r: *${below}}`,
];

/** Anchors each of which holds the one below twice, with the last of them somewhere in the file, and sometimes in none of its services. */
export const sharedNodes: fc.Arbitrary<Part> = fc
  .record({
    prefix: fc.constantFrom("n", "m", "constructor"),
    bottom: fc.oneof(fc.constantFrom("{a: b$V}", "[a]", "a", "!!set {a, b}"), flow),
    levels: fc.oneof(
      fc.array(fc.constantFrom(...LEVELS), { maxLength: 5 }),
      fc.array(fc.constantFrom(...LEVELS), { minLength: 20, maxLength: 45, size: "max" }),
      // A single kind doubles what only walks that kind.
      fc
        .tuple(fc.constantFrom(...LEVELS), fc.integer({ min: 20, max: 60 }))
        .map(([level, count]) => new Array<typeof level>(count).fill(level)),
    ),
    where: path,
    wrap: fc.constantFrom<(alias: string) => string>(
      (alias) => alias,
      (alias) => `[${alias}, ${alias}]`,
      (alias) => `{<<: ${alias}, a: ${alias}}`,
      (alias) => `{<<: [${alias}, ${alias}]}`,
    ),
    isUsed: fc.boolean(),
  })
  .map(({ prefix, bottom, levels, where, wrap, isUsed }) => {
    const anchor = (level: number, value: string): readonly [string, string] => [
      `x-${prefix}${level}`,
      `&${prefix}${level} ${value}`,
    ];
    const top = [anchor(0, bottom), ...levels.map((level, index) => anchor(index + 1, level(`${prefix}${index}`)))];
    const used = isUsed ? at(where, wrap(`*${prefix}${levels.length}`)) : {};
    return { ...used, top: [...top, ...(used.top ?? [])] };
  });

const TAGS = [
  ...["!!omap", "!!pairs", "!!set", "!!binary", "!!map", "!!seq", "!!str", "!!int", "!!float", "!!null", "!!bool"],
  ...[
    "!!timestamp",
    "!!merge",
    "!!python/object:a.B",
    "!reset",
    "!override",
    "!custom",
    "!",
    "!e!x",
    "!<tag:a,2000:b>",
  ],
];

/** Tags of YAML, of Compose and of nobody's on values that do and do not fit them. */
export const tags: fc.Arbitrary<Part> = fc
  .tuple(
    path,
    fc.constantFrom(...TAGS),
    fc.oneof(
      fc.constantFrom(
        "[a: b]",
        "[a: b, c: d]",
        "[a: b, a: c]",
        "{a, b}",
        "{}",
        "[]",
        "null",
        "",
        "[{a: b, c: d}]",
        "aGk=",
        "1e3",
        "*none",
      ),
      flow,
    ),
  )
  .map(([where, tag, value]) => at(where, `${tag} ${value}`));

/** What may stand around a document and between two. */
export const documents: fc.Arbitrary<Part> = fc.record({
  head: fc.constantFrom(
    "",
    "---\n",
    "%YAML 1.1\n---\n",
    "%TAG !e! tag:a,2000:\n---\n",
    "%YAML 9.9\n%A b\n---\n",
    "\uFEFF",
    "--- !!map\n",
    "# a\n...\n---\n",
    "--- a\n---\n",
    "\t\n",
    "? a\n: b\n",
    "---\n---\n",
  ),
  tail: fc.constantFrom(
    "",
    "...\n",
    "---\n",
    "---\nservices: {b: {image: a}}\n",
    "--- |\n a\n",
    "...\n%YAML 1.2\n---\na: b\n",
    "--- {\n",
    "\u0000",
    "--- - a\n",
    "  a: b\n",
    "? [a, b]\n: {c: d}\n",
    "--- &a [*a]\n",
  ),
});

const TOKENS = [
  "[",
  "]",
  "{",
  "}",
  ",",
  ":",
  ": ",
  "? ",
  "- ",
  "&a ",
  "*a ",
  "!t ",
  "<<: ",
  "[{]}",
  "a",
  '"',
  "'",
  "|",
  "#",
  "\n",
  "\n  ",
  "\n    - ",
  "---\n",
  "{a: b}",
  "[a: b],",
];

/** Tokens of YAML in any order, or one of them often, where a value or further lines are expected. */
export const flowSoup: fc.Arbitrary<Part> = fc
  .tuple(
    fc.oneof(
      fc.array(fc.constantFrom(...TOKENS), { maxLength: 40, size: "max" }).map((tokens) => tokens.join("")),
      fc
        .tuple(fc.constantFrom(...TOKENS), fc.integer({ min: 100, max: 4_000 }))
        .map(([token, count]) => token.repeat(count)),
    ),
    fc.oneof(fc.constant(undefined), path),
  )
  .map(([soup, where]) => (where === undefined ? { tail: soup } : at(where, soup)));

/** Words where Compose expects anything: as texts, lists, options and mappings, at the path of any key. */
export const words: fc.Arbitrary<Part> = fc
  .tuple(path, word, word, fc.nat({ max: 6 }))
  .map(([where, one, other, shape]) => at(where, SHAPES[shape]?.(one, other) ?? quoted(one)));

const SHAPES: readonly ((one: string, other: string) => string)[] = [
  (one) => quoted(one),
  (one, other) => `[${quoted(one)}, ${quoted(other)}]`,
  (one, other) => `[${quoted(`${one}:${other}`)}, ${quoted(`${one}=${other}`)}, ${quoted(`${one}:${other}:${one}`)}]`,
  (one, other) => `{${quoted(one)}: ${quoted(other)}}`,
  (one, other) => `{${quoted(one)}: {${quoted(other)}: ${quoted(one)}}}`,
  (one, other) => `[{source: ${quoted(one)}, target: ${quoted(other)}, type: ${quoted(one)}, path: ${quoted(other)}}]`,
  (one, other) =>
    `[${quoted(`seccomp:${one}`)}, ${quoted(`apparmor=${other}`)}, ${quoted(`label:${one}`)}, ${quoted(`no-new-privileges:${other}`)}]`,
];
