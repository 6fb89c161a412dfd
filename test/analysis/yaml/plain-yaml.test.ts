import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, it } from "mocha";
import { parseWholeYaml } from "../../../server/analysis/yaml/parse.ts";
import { readPlainYaml } from "../../../server/analysis/yaml/plain-yaml.ts";
import { beside } from "../../beside.ts";

const FILE = "file:///compose.yaml";
const own = path.join(import.meta.dirname, "../../corpus");

/** Whether the fast reader takes the text; then it must give what the whole of YAML gives: tree, places, comments and input errors. */
function isPlain(text: string): boolean {
  const plain = readPlainYaml(FILE, text);
  if (plain !== undefined) assert.deepEqual(plain, parseWholeYaml(FILE, text));
  return plain !== undefined;
}

describe("Compose files that are written plainly", () => {
  for (const text of [
    "a: b",
    "a:\n",
    "a:\nb:\n",
    "a: \n\n\nb: c\n",
    "# x\n\na: b # y  \n  # z\nc: d#e #f\n#g",
    "a:\n  # between\n\n  b: c\n # after\nd: e\n",
    "a: # of b\n  b: c\n",
    "a:\n- b\n- c\nd: e\n",
    "a:\n  - b: c\n    d: e\n  -   f\n",
    "a:\n  - - b\n    - c\n  - - d\n",
    "a:\n  - b:\n    - c\n  - d:\n",
    "a: 80:80\nb: http://c/d?e=f#g\nc: -1\nd: a, b]\ne: ${X:-y}\n",
    "a: true\nb: ~\nc: 010\nd: 1e3\ne: .5\nf: ---\n",
    "a: 'b: # c'\nd: \"e # f\" # g\nh: ''\n",
    "a: []\nb: [ ]\nc: {}\nd: [e,f , 'g h',\"i, j\" ] # k\n",
    "a: [b:c, /d:/e:/f, 80:80, g:h@i, http://j]\n",
    "a: |\n  b\n   c # d\n\n  # e\nf: g\n",
    "a: |-\n\n  b\n\n\n# c\nd: |\n e",
    "x:\n- a: |\n    b: c\n  d:\n  - |\n   - e\n  - |-\n    f\n",
    "net.ipv4/x-y_z.0: a\n_b: c\n",
    "a: ä 漢字 \u{1F600} # 😀\n",
    "a: b   \nc: 'd'   \n   \n",
    "__proto__: a\nconstructor: b\n",
  ]) {
    it(`are read as by the whole of YAML: ${JSON.stringify(text)}`, () => assert.ok(isPlain(text)));
  }

  for (const [why, text] of [
    ["nothing", ""],
    ["only comments", "# a\n"],
    ["no mapping", "- a\n"],
    ["text alone", "a\n"],
    ["a document marker", "---\na: b\n"],
    ["the end of a document", "a: b\n...\n"],
    ["a second document", "a: b\n---\nc: d\n"],
    ["a directive", "%YAML 1.2\n---\na: b\n"],
    ["a tab", "a:\tb\n"],
    ["a carriage return", "a: b\r\n"],
    ["another line break", "a: b # c\u2028d: e\n"],
    ["a byte order mark", "\u{FEFF}a: b\n"],
    ["another blank", "a: b # c\u3000\n"],
    ["NUL", "a: \0\n"],
    ["an indented root", " a: b\n"],
    ["a key twice", "a: b\na: c\n"],
    ["a key in quotes", '"a": b\n'],
    ["a key of digits", "a:\n  80: b\n"],
    ["an explicit key", "? a\n: b\n"],
    ["a merge key", "a:\n  <<: b\n"],
    ["a long key", `${"a".repeat(1100)}: b\n`],
    ["a key without a blank behind its colon", "a:b\n"],
    ["a blank before a colon", "a : b\n"],
    ["a mapping in a value", "a: b: c\n"],
    ["a colon at the end of a value", "a: b:\n"],
    ["a list in a value", "a: - b\n"],
    ["a value over two lines", "a: b\n  c\n"],
    ["a value in quotes over two lines", "a: 'b\n  c'\n"],
    ["a quote that is never closed", "a: 'b\n"],
    ["text behind a quote", "a: 'b' c\n"],
    ["a comment right behind a quote", "a: 'b'# c\n"],
    ["a doubled quote", "a: 'b''c'\n"],
    ["an escape", 'a: "b\\n"\n'],
    ["a folded text", "a: >\n  b\n"],
    ["a text with all its line breaks", "a: |+\n  b\n"],
    ["a text whose indentation is told", "a: |1\n  b\n"],
    ["a header with a comment", "a: | # b\n  c\n"],
    ["a text that steps back halfway", "a: |\n   b\n  c\n"],
    ["blanks on a line of a text", "a: |\n  b\n  \n  c\n"],
    ["a text of nothing", "a: |\nb: c\n"],
    ["a value that only ends like a header", "a: b |\n  c\n"],
    ["a header between brackets", "a: [b, |\n  c]\n"],
    ["an anchor", "a: &b c\n"],
    ["an alias", "a: *b\n"],
    ["a tag", "a: !reset null\n"],
    ["a reserved sign", "a: @b\n"],
    ["an item without a value", "a:\n  -\n"],
    ["an item that is a comment", "a:\n  - # b\n"],
    ["an item on the next line", "a:\n  -\n    b\n"],
    ["a key among items", "a:\n  - b\n  c: d\n"],
    ["an item among keys", "a:\n  b: c\n  - d\n"],
    ["lines that step back halfway", "a:\n    b: c\n  d: e\n"],
    ["a line too deep", "a: b\n  c: d\n"],
    ["a list on lines of its own", "a: [\n  b\n]\n"],
    ["a comma too many", "a: [b, ]\n"],
    ["a mapping in braces", "a: {b: c}\n"],
    ["a mapping in brackets", "a: [b: c]\n"],
    ["a list in a list in brackets", "a: [[b]]\n"],
    ["a key behind brackets", "a:\n  - [b]: c\n"],
    ["a bracket that is never closed", "a: [b\n"],
    ["a hundred levels", Array.from({ length: 100 }, (_, n) => `${" ".repeat(n)}a:\n`).join("")],
  ] as const) {
    it(`leave to the whole of YAML: ${why}`, () => assert.equal(readPlainYaml(FILE, text), undefined));
  }

  it("are most of the corpus, and read as by the whole of YAML", () => {
    const texts = [own, beside("corpus") ?? []].flat().flatMap(yamlBelow);
    const plain = texts.filter(isPlain);
    assert.ok(plain.length > texts.length / 3, `only ${plain.length} of ${texts.length}`);
  });

  it("are read as by the whole of YAML, whatever lines they hold", () => {
    let plain = 0;
    const property = fc.property(madeUp, (text) => {
      if (isPlain(text)) plain++;
    });
    fc.assert(property, { seed: 7, numRuns: 3000 });
    assert.ok(plain > 300, `only ${plain} were plain`);
  });

  it("are read as by the whole of YAML while they are typed and changed", () => {
    const texts = yamlBelow(own).filter((text) => text.length < 4000 && readPlainYaml(FILE, text) !== undefined);
    let plain = 0;
    const property = fc.property(
      fc.constantFrom(...texts),
      share,
      fc.array(change, { maxLength: 3 }),
      (text, end, changes) => {
        const typed = text.slice(0, Math.ceil(end * text.length));
        if (isPlain(changes.reduce(changed, typed))) plain++;
      },
    );
    fc.assert(property, { seed: 7, numRuns: 3000 });
    assert.ok(plain > 300, `only ${plain} were plain`);
  });
});

function yamlBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, "utf8"))
    .filter((text) => text.length < 100_000);
}

/** What decides how YAML is read, beside letters. */
const SIGNS = [
  ..."\n\n  \t\r:-#,[]{}'\"&*!|>%@`?~\\\0\u{A0}\u{3000}\u{2028}\u{FEFF}",
  ...["a", "b: c", ": ", " #", "- ", "---\n", "  - "],
];

const share = fc.nat({ max: 1000 }).map((value) => value / 1000);

const change = fc.record({ at: share, removed: fc.nat({ max: 3 }), put: fc.constantFrom("", ...SIGNS) });

function changed(text: string, { at, removed, put }: { at: number; removed: number; put: string }): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + put + text.slice(start + removed);
}

const scalar = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      "",
      "b",
      "1",
      "true",
      "x:1",
      "a#b",
      "'q'",
      '"r # s"',
      "[]",
      "{}",
      "[a, 'b']",
      "[a:b, c]",
      "[a: b]",
      "[a:]",
      "[a:,b]",
      "[a:'b']",
      "|",
      "|-",
      "-1",
      "~",
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.constantFrom(...SIGNS.filter((sign) => !sign.includes("\n"))), { maxLength: 4 })
      .map((signs) => signs.join("")),
  },
);

const line = fc.record({
  deeper: fc.constantFrom(1, 2, 2, 4),
  back: fc.nat({ max: 3 }),
  stray: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
  dashes: fc.constantFrom("", "", "", "- ", "- - ", "-   "),
  key: fc.constantFrom("", "a", "a", "b.c", "d-e/f"),
  value: scalar,
  end: fc.constantFrom("", "", "", "", "", "", " ", " # x", "  #y  ", "\n", "\n# z", "\n   # z"),
});

/**
 * Texts of some lines that look like YAML and often are: a line is indented deeper where the one above has no value, else as one above it, and
 * begins with dashes only where that one does, but for a line in ten.
 */
const madeUp = fc.array(line, { minLength: 1, maxLength: 8 }).map((lines) => {
  const open: { indent: number; dashes: string }[] = [{ indent: 0, dashes: "" }];
  let isOpened = false;
  let text = "";
  for (const [index, { deeper, back, stray, dashes, key, value, end }] of lines.entries()) {
    const above = open.at(-1)?.indent ?? 0;
    if (isOpened) open.push({ indent: above + deeper, dashes });
    else open.splice(Math.max(1, open.length - (back % open.length)));
    const level = open.at(-1) ?? { indent: 0, dashes };
    const name = key === "" && level.dashes !== "" ? "" : `${key}${stray === 0 ? index : ""}:`;
    text += `${" ".repeat(level.indent + stray)}${stray === 0 ? level.dashes : dashes}${name} ${value}${end}\n`;
    isOpened = value === "" && name !== "";
    if (isOpened && level.dashes !== "") open.push({ indent: level.indent + level.dashes.length, dashes: "" });
  }
  return text;
});
