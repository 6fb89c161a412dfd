import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Span } from "../../../server/analysis/text/span.ts";
import { parseYamlFile, SIZE_LIMIT } from "../../../server/analysis/yaml/parse.ts";
import { type Item, type Node, nodeAt, wholeOf } from "../../../server/analysis/yaml/tree.ts";
import { TROUBLE_LIMIT } from "../../../server/analysis/yaml/tree-reader.ts";
import type { YamlFile } from "../../../server/analysis/yaml/yaml-file.ts";

const FILE = "file:///compose.yaml";

function parse(text: string): YamlFile {
  return parseYamlFile(FILE, text);
}

function first(text: string, ...keys: readonly string[]): Node | undefined {
  return nodeAt(parse(text).documents[0]?.root, ...keys);
}

/** A tree as nested text, each value with the text at its place. */
function shown(text: string): unknown {
  const at = ({ start, end }: Span): string => text.slice(start, end);
  const item = ({ value, via }: Item): unknown => (via ? { [`via ${at(via)}`]: node(value) } : node(value));
  const node = (value: Node): unknown => {
    if (value.kind === "scalar") return `${value.text} @${at(value.at)}`;
    if (value.kind === "sequence") return value.items.map(item);
    return Object.fromEntries([...value.entries].map(([key, entry]) => [key, item(entry)]));
  };
  const { documents, inputErrors } = parse(text);
  assert.deepEqual(inputErrors, []);
  return documents.map(({ root }) => root && node(root));
}

function inputErrors(text: string): readonly string[] {
  return parse(text).inputErrors.map(({ at, message }) => `${text.slice(at.start, at.end)}|${message}`);
}

describe("Compose files as trees", () => {
  const trees: readonly { readonly name: string; readonly text: string; readonly tree: unknown }[] = [
    {
      name: "scalars of every style",
      text: "a: b\nc: 'd e'\nf: \"g\\n\"\nh: |+ # x\n  i # j\n",
      tree: [{ a: "b @b", c: "d e @'d e'", f: 'g\n @"g\\n"', h: "i # j\n @|+" }],
    },
    {
      name: "a value over several lines, at its first one",
      text: "a: 'b\n  c'\nd: e\n  f\n",
      tree: [{ a: "b c @'b", d: "e f @e" }],
    },
    {
      name: "values that are missing, right behind the colon or dash",
      text: "a:\nb:  # c\nd:\n-\n- e\n",
      tree: [{ a: " @", b: " @", d: [" @", "e @e"] }],
    },
    {
      name: "brackets and braces",
      text: "a: {b: 1, c, d: [e, f: g]}\n",
      tree: [{ a: { b: "1 @1", c: " @", d: ["e @e", { f: "g @g" }] } }],
    },
    {
      name: "aliases, sharing the anchor's value",
      text: "a: &x [1]\nb: *x\nc: [*x]\n",
      tree: [{ a: ["1 @1"], b: { "via *x": ["1 @1"] }, c: [{ "via *x": ["1 @1"] }] }],
    },
    {
      name: "merge keys, below the mapping's own keys wherever they stand",
      text: "a: &x {b: 1, c: [2]}\nd:\n  b: 3\n  <<: *x\ne: {<<: *x, c: [4]}\n",
      tree: [
        {
          a: { b: "1 @1", c: ["2 @2"] },
          d: { b: "3 @3", c: { "via *x": ["2 @2"] } },
          e: { c: ["4 @4"], b: { "via *x": "1 @1" } },
        },
      ],
    },
    {
      name: "lists of merges, where the first wins, and merges of merges",
      text: "a: &a {k: 1}\nb: &b {<<: *a, k: 2, l: 2}\nc: {<<: [*a, *b, {m: 3}]}\n",
      tree: [
        {
          a: { k: "1 @1" },
          b: { k: "2 @2", l: "2 @2" },
          c: { k: { "via *a": "1 @1" }, l: { "via *b": "2 @2" }, m: { "via {m: 3}": "3 @3" } },
        },
      ],
    },
    {
      name: "a quoted <<, which is a key like any other",
      text: 'a: &a {k: 1}\nb: {"<<": *a}\n',
      tree: [{ a: { k: "1 @1" }, b: { "<<": { "via *a": { k: "1 @1" } } } }],
    },
    {
      name: "an anchor that is used again with another value",
      text: "a: &a 1\nb: *a\nc: &a 2\nd: *a\n",
      tree: [{ a: "1 @1", b: { "via *a": "1 @1" }, c: "2 @2", d: { "via *a": "2 @2" } }],
    },
    {
      name: "several documents, empty ones too",
      text: "---\na: 1\n---\n# b\n...\n---\nc: 2\n",
      tree: [{ a: "1 @1" }, undefined, { c: "2 @2" }],
    },
    { name: "a byte order mark and CRLF", text: "\u{FEFF}a: 1\r\nb: |\r\n  c\r\n", tree: [{ a: "1 @1", b: "c\n @|" }] },
    {
      name: "keys of all kinds",
      text: '"a b": 1\n? c\n: 2\n&x d: 3\n__proto__x: 4\n',
      tree: [{ "a b": "1 @1", c: "2 @2", d: "3 @3", __proto__x: "4 @4" }],
    },
    { name: "no text", text: "", tree: [undefined] },
  ];
  for (const { name, text, tree } of trees) it(`reads ${name}`, () => assert.deepEqual(shown(text), tree));

  it("does not mind how lines within brackets and quotes are indented, as Compose does not", () => {
    const text = 'a:\n    b: [\n  c, # d\n  e\n]\n    f: {\n    g: h }\n    i: "j\n  k"\nl: 1\n';
    assert.deepEqual(shown(text), [{ a: { b: ["c @c", "e @e"], f: { g: "h @h" }, i: 'j k @"j' }, l: "1 @1" }]);
  });

  it("knows all line breaks that Compose knows", () => {
    for (const lineBreak of ["\r", "\u{85}", "\u{2028}", "\u{2029}"]) {
      assert.deepEqual(shown(`a: 1 # b${lineBreak}c: 2\n`), [{ a: "1 @1", c: "2 @2" }]);
    }
  });

  it("knows Compose's own tags from others", () => {
    const text = "a: !reset null\nb: !override [1]\nc: !!str 1\nd: !x {}\ne: !!map {}\n";
    assert.deepEqual(
      ["a", "b", "c", "d", "e"].map((key) => first(text, key)?.tag),
      ["reset", "override", "string", "other", undefined],
    );
  });

  it("gives an alias the anchor's own node, and its place", () => {
    const text = "a: &x {b: 1}\nc: *x\n";
    const root = parse(text).documents[0]?.root;
    assert.ok(root?.kind === "mapping");
    assert.equal(root.entries.get("c")?.value, root.entries.get("a")?.value);
    assert.deepEqual(root.entries.get("c")?.via, { file: FILE, start: 16, end: 18 });
  });

  it("marks what a merge key brings in and keeps where it stands", () => {
    const text = "a: &x {b: 1}\nc:\n  <<: *x\n";
    const mapping = first(text, "c");
    assert.ok(mapping?.kind === "mapping");
    const entry = mapping.entries.get("b");
    assert.equal(entry?.merged, true);
    assert.equal(entry && text.slice(entry.key.start, entry.key.end), "b");
    assert.deepEqual(
      mapping.merges?.map(({ via }) => text.slice(via.start, via.end)),
      ["*x"],
    );
  });

  it("knows the whole of what goes over several lines, without the comments behind it", () => {
    const text = "a:\n  b: 1\n  c: |\n    d\n\n  # e\nf:\n- g\n- h # i\n# j\n";
    const whole = (...keys: readonly string[]): string => {
      const node = first(text, ...keys);
      assert.ok(node);
      const { start, end } = wholeOf(node);
      return text.slice(start, end);
    };
    assert.equal(whole("a"), "b: 1\n  c: |\n    d");
    assert.equal(whole("a", "c"), "|\n    d");
    assert.equal(whole("f"), "- g\n- h");
  });

  it("tells every comment, and nothing that only looks like one", () => {
    const text = "# a\nb: 'x # y' # c\nd: |\n  # no\n  e\nf: a#b\ng: [1, # h\n  2]\n\"#\": 1\n";
    const { comments } = parse(text);
    assert.deepEqual(
      comments.map(({ start, end }) => text.slice(start, end)),
      ["# a", "# c", "# h"],
    );
  });
});

describe("troubles of Compose files", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["a: 1\nb: 2\na: 3\n", ['a|duplicate key "a"']],
    ["a: {b: 1, b: 2, b: 3}\n", ['b|duplicate key "b"', 'b|duplicate key "b"']],
    ["a:\n\tb: 1\n", ["\t|a tab cannot indent YAML: use spaces"]],
    ['a: "b\nc: d\n', ['"|this quote is never closed']],
    ["a: [1, 2\nb: 3\n", ["[|this `[` is never closed"]],
    ["a: {b: 1\n", ["{|this `{` is never closed"]],
    ["a:\n  b: 1\n c: 2\n", ["c|this key is not indented like the others of its mapping"]],
    ["a:\n  - b\n - c\n", ["-|this list item is not indented like the lines around it"]],
    ["a: b: c\n", ["b|a second `:` on this value: quote it, or check the indentation of the next line"]],
    ["a: *x\n", ["*x|there is no anchor `&x` above"]],
    ["a: &a [*a]\n", ["*a|`*a` contains itself"]],
    ["a: &a {<<: *a}\n", ["*a|`*a` contains itself"]],
    ["a: |x\n  b\n", ["x|behind `|` or `>` the line must end; the text starts on the next line"]],
    ["a: @b\n", ["@|a plain value cannot start with this character: quote it"]],
    ["a\nb: 1\n", ["a|a `:` is missing on this line, or the next line is indented wrongly"]],
    ["a: 'b'c'\n", ["c'|this stands behind a value that is already complete: check quotes and indentation"]],
    [
      "a: &x {b: 1}\nc:\n  <<: *x\n  <<: *x\n",
      ["<<|a second `<<` in one mapping: Compose takes one, which may hold a list"],
    ],
    ["a: &x [1]\nb:\n  <<: *x\n", ["*x|`<<` takes a mapping or a list of mappings"]],
    ["? [a]\n: b\n", ["[|a key must be text"]],
    ["a: ]\n", ["]|`]` does not belong here"]],
  ];
  for (const [text, said] of cases) {
    it(JSON.stringify(text), () => {
      assert.deepEqual(inputErrors(text), said);
      assert.equal(parse(text).broken, true);
    });
  }

  it("keeps the first of two entries with one key", () => {
    const node = first("a: 1\na: 2\n", "a");
    assert.equal(node?.kind === "scalar" && node.text, "1");
  });

  it("keeps what stands around a mistake", () => {
    const node = first(
      "services:\n  web:\n    image: nginx\n    user: *nobody\n    privileged: true\n",
      "services",
      "web",
      "privileged",
    );
    assert.equal(node?.kind === "scalar" && node.text, "true");
  });

  it("never crosses a line", () => {
    for (const [text] of cases) {
      for (const { at } of parse(text).inputErrors) assert.doesNotMatch(text.slice(at.start, at.end), /[\r\n]/);
    }
  });
});

describe("inputs that are made to break parsers", () => {
  const lines = (count: number, line: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => line(index)).join("\n");
  /** Each makes an input of about the size asked for, in UTF-16 code units. */
  const inputs: Readonly<Record<string, { readonly make: (size: number) => string; readonly inputError?: RegExp }>> = {
    "a billion laughs": {
      make: (size) =>
        `a0: &a0 [x]\n${lines(size / 60, (i) => `a${i + 1}: &a${i + 1} [*a${i},*a${i},*a${i},*a${i},*a${i},*a${i}]`)}`,
      inputError: /nested deeper/,
    },
    "merges of merges of merges": {
      make: (size) =>
        `a0: &a0 {k0: 1}\n${lines(size / 50, (i) => `a${i + 1}: &a${i + 1} {<<: [*a${i}, *a${i}], k${i + 1}: 1}`)}`,
      inputError: /nested deeper|merge keys bring in/,
    },
    "n mappings that merge n keys": {
      make: (size) => `a: &a {${lines(size / 40, (i) => ` k${i}: 1,`)}}\n${lines(size / 40, (i) => `m${i}: {<<: *a}`)}`,
      inputError: /merge keys bring in/,
    },
    "a chain of aliases": {
      make: (size) => `a0: &a0 x\n${lines(size / 30, (i) => `a${i + 1}: &a${i + 1} [*a${i}]`)}`,
      inputError: /nested deeper/,
    },
    "aliases of themselves": {
      make: (size) => lines(size / 20, (i) => `a${i}: &a${i} [*a${i}]`),
      inputError: /contains itself/,
    },
    "aliases of nothing": { make: (size) => `a: [${"*x, ".repeat(size / 4)}]`, inputError: /no anchor/ },
    "many keys": { make: (size) => lines(size / 10, (i) => `k${i}: 1`) },
    "one key many times": { make: (size) => "k: 1\n".repeat(size / 5), inputError: /duplicate key/ },
    "open brackets": { make: (size) => "[".repeat(size), inputError: /nested deeper/ },
    "open braces": { make: (size) => "{a: ".repeat(size / 4), inputError: /nested deeper/ },
    dashes: { make: (size) => "- ".repeat(size / 2), inputError: /nested deeper/ },
    "keys of keys": { make: (size) => "? ".repeat(size / 2), inputError: /nested deeper/ },
    commas: { make: (size) => `[${",".repeat(size)}]`, inputError: /`,` too many/ },
    "blank lines": { make: (size) => "\n".repeat(size) },
    comments: { make: (size) => "# a\n".repeat(size / 4) },
    tabs: { make: (size) => "\t- a\n".repeat(size / 5), inputError: /a tab/ },
    "a quote that is never closed": { make: (size) => `a: "${"x\n".repeat(size / 2)}`, inputError: /never closed/ },
    "a bracket that is never closed": { make: (size) => `a: [${" x,\n".repeat(size / 4)}`, inputError: /never closed/ },
    documents: { make: (size) => "---\na: 1\n".repeat(size / 9), inputError: /more than 1000 documents/ },
    directives: { make: (size) => "%FOO x\n".repeat(size / 7), inputError: /directives/ },
    colons: { make: (size) => ":".repeat(size), inputError: /./ },
    "NUL and control characters": {
      make: (size) => "a\u{0}: \u{1}\u{1F}\n".repeat(size / 7),
      inputError: /may not stand/,
    },
    "lone surrogates": { make: (size) => lines(size / 12, (i) => `k${i}: \uD800`) },
    "prototype keys": { make: (size) => lines(size / 25, (i) => `k${i}: {__proto__: 1}`) },
  };
  for (const [name, { make, inputError }] of Object.entries(inputs)) {
    it(`${name}: takes time in proportion to its size`, () => {
      const small = make(20_000);
      const large = make(160_000);
      const { ratio, times } = growth(small, large);
      assert.ok(ratio < 25, times);
      const { inputErrors } = parse(large);
      assert.ok(inputErrors.length <= TROUBLE_LIMIT);
      if (inputError === undefined) assert.deepEqual(inputErrors, []);
      else assert.match(inputErrors[0]?.message ?? "", inputError);
    });
  }

  it("a text beyond the limit is not looked at", () => {
    const { documents, inputErrors, broken } = parse("a: 1\n".repeat(SIZE_LIMIT / 5 + 1));
    assert.deepEqual(documents, []);
    assert.deepEqual(
      inputErrors.map(({ message }) => message),
      ["the file is larger than 1 MiB: not analysed"],
    );
    assert.equal(broken, true);
  });
});

/**
 * How much longer the large text takes than the small one, which is an eighth of it: eight times as long, or 64 times where time grows with the
 * square. Processor time counts, since other programs stretch the long run more than the short one; of some attempts the best, and the first that is surely
 * good ends them.
 */
function growth(small: string, large: string): { readonly ratio: number; readonly times: string } {
  let before = Number.POSITIVE_INFINITY;
  let after = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 8; attempt++) {
    before = Math.min(before, timeOf(small));
    after = Math.min(after, timeOf(large));
    if (attempt > 0 && after < 16 * Math.max(before, 2)) break;
  }
  const times = `${before} ms for ${small.length}, ${after} ms for ${large.length}`;
  return { ratio: after / Math.max(before, 2), times };
}

/** In milliseconds of processor time. */
function timeOf(text: string): number {
  const start = process.cpuUsage();
  parse(text);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
