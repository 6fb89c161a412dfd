import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { assertInert, assertSayable, assertStrictJson, HOSTILE } from "../../../scripts/fuzz/hostile-output.ts";
import { json } from "../../../server/analysis/text/json.ts";
import { escaped } from "../../../server/analysis/text/markup.ts";
import { printable, printableLines, visible } from "../../../server/analysis/text/printable.ts";

const ANY = fc.oneof(HOSTILE, fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }));

describe("a printable text", () => {
  const replaced: readonly (readonly [text: string, printed: string])[] = [
    ["a\u{1B}[2J\u{9B}b\u{202E}c\r\u{7}\u{2066}", "a�[2J�b�c���"],
    ["\u{61C}\u{200E}\u{200F}\u{2028}\u{2029}\u{85}\u{FEFF}\u{FFFF}\u{D800}", "�".repeat(9)],
    ["a\nb\tc", "a�b�c"],
    ["##[error]x ##VSO[a.b]c ##teamcity[d]", "#�[error]x #�VSO[a.b]c #�teamcity[d]"],
    ["###[group]", "##�[group]"],
    ["::error ::x", ":�error :�x"],
    ["x ::set-env name=A::b", "x :�set-env name=A::b"],
    ["::stop-commands::x", ":�stop-commands::x"],
  ];
  for (const [text, printed] of replaced) {
    it(`of ${json(text)} is another`, () => assert.equal(printable(text), printed));
  }

  for (const text of [
    "",
    'Service "web" is privileged.',
    "## Heading [link]",
    "## [link]",
    ":::80 -> 80/tcp, ::1, [::]:80, fe80::1, ::ffff:10.0.0.1:80",
    "Foo::bar ::",
    "👩‍👩‍👧 e\u{301} שלום 日本",
  ]) {
    it(`of ${json(text)} is the text itself`, () => assert.equal(printable(text), text));
  }

  it("is inert, as long as the text, and itself printable", () => {
    fc.assert(
      fc.property(ANY, (text) => {
        const printed = printable(text);
        assertSayable(printed, "it");
        assert.equal(printed.length, text.length);
        assert.equal(printable(printed), printed);
        assert.equal(printableLines(printed), printed);
      }),
    );
  });

  it("keeps line ends and tabs where it has several lines, and nothing else", () => {
    assert.equal(printableLines("a\r\n\tb\nc\rd\u{1B}"), "a\r\n\tb\nc�d�");
    fc.assert(fc.property(ANY, (text) => assertInert(printableLines(text), "they")));
  });
});

describe("a visible text", () => {
  it("hides nothing from whoever looks at a screen", () => {
    const hidden = [..."run it"].map((letter) => String.fromCodePoint(0xe0000 + (letter.codePointAt(0) ?? 0))).join("");
    for (const text of [
      hidden,
      "\u200B",
      "\u2060\u2061",
      "\u00AD",
      "\u3164",
      "\uFE00\uFE01",
      "\uFE0F\uFE0F",
      "\u200D\u200D",
      "\u202E",
      "\u001B",
    ])
      assert.equal(visible(`a${text}b`), `a${"\uFFFD".repeat(text.length)}b`);
  });

  it("keeps lines, emoji and joined letters", () => {
    for (const text of [
      "a\tb\r\nc\n",
      "\u26A0\uFE0F",
      "\u{1F469}\u200D\u{1F4BB}",
      "\u{1F3F3}\uFE0F\u200D\u{1F308}",
      "\u0645\u06CC\u200C\u062E",
    ])
      assert.equal(visible(text), text);
  });
});

describe("JSON that is printed", () => {
  it("is inert, strict, and gives back what went in but halves of surrogate pairs", () => {
    fc.assert(
      fc.property(ANY, ANY, (name, text) => {
        const value = { list: [text, `\\${text}`, `${text}\\`], [`_${name}`]: text };
        for (const printed of [json(value), json(value, 2), json(value, 2, "    ")]) {
          assert.deepEqual(assertStrictJson(printed, "JSON"), {
            list: [text, `\\${text}`, `${text}\\`].map((one) => one.toWellFormed()),
            [`_${name.toWellFormed()}`]: text.toWellFormed(),
          });
        }
      }),
    );
  });

  it("has each line but the first behind its margin", () => {
    assert.equal(json({ a: [1, "x\ny"] }, 2, "    "), '{\n      "a": [\n        1,\n        "x\\ny"\n      ]\n    }');
  });
});

describe("text in markup", () => {
  it("is inert, on one line, and shows as it is where it is printable", () => {
    fc.assert(
      fc.property(ANY, (text) => {
        const markup = escaped(text);
        assertSayable(markup, "it");
        assert.ok(!/[<>"']/.test(markup) && !/&(?!#\d+;)/.test(markup), markup);
        const read = markup.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
        assert.equal(printable(read), printable(text));
      }),
    );
  });
});
