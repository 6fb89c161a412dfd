import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { parseDotenv } from "../../../server/analysis/compose/project/dotenv.ts";
import { substitute } from "../../../server/analysis/compose/project/variables.ts";
import { UNRESOLVED } from "../../../server/analysis/text/unresolved.ts";

const SET: Readonly<Record<string, string>> = { SET: "value", EMPTY: "", ZERO: "0" };
const variables = (name: string): string | undefined => SET[name];

/** Each text with what Compose 2.40 was seen to make of it; `?` stands for a variable that nobody sets. */
const TEXTS: readonly (readonly [string, string])[] = [
  ["plain", "plain"],
  ["$SET", "value"],
  ["${SET}", "value"],
  ["a${SET}b$SET", "avaluebvalue"],
  ["$NONE", "?"],
  ["x${NONE}y", "x?y"],
  ["${SET:-d}", "value"],
  ["${EMPTY:-d}", "d"],
  ["${EMPTY-d}", ""],
  ["${NONE:-d}", "d"],
  ["${NONE-d}", "d"],
  ["${NONE:-}", ""],
  ["${SET:+x}", "x"],
  ["${EMPTY:+x}", ""],
  ["${EMPTY+x}", "x"],
  ["${NONE:+x}", ""],
  ["${NONE+x}", ""],
  ["${SET:?e}", "value"],
  ["${EMPTY?e}", ""],
  ["${NONE:?must be set}", "?"],
  ["${NONE?}", "?"],
  ["${EMPTY:?e}", "?"],
  ["${NONE:-${SET}}", "value"],
  ["${NONE:-${OTHER:-c}}", "c"],
  ["${NONE:-a${SET}b}c}", "avaluebc}"],
  ["$$SET", "$SET"],
  ["$${SET}", "${SET}"],
  ["$$$SET", "$value"],
  ["echo $(date) $1 5$", "echo $(date) $1 5$"],
];

describe("variables in Compose files", () => {
  for (const [text, expected] of TEXTS) {
    it(`makes ${JSON.stringify(expected)} of ${text}`, () => {
      assert.equal(substitute(text, variables).text.replaceAll(UNRESOLVED, "?"), expected);
    });
  }

  it("names each variable without a value, in order", () => {
    assert.deepEqual(substitute("${A}:${B:-x}:$C", variables).unknown, ["A", "C"]);
  });

  for (const text of ["${", "${SET", "${1}", "x${}y", "${SET!a}", "${SET:=a}", "${NONE:-${SET}"]) {
    it(`tells that ${text} is no reference`, () => {
      assert.match(substitute(text, variables).refused ?? "", /no valid variable reference/);
    });
  }

  it("leaves a text without a dollar sign as it is", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const plain = text.replaceAll("$", "");
        assert.equal(substitute(plain, variables).text, plain);
      }),
    );
  });

  it("brings back any text whose dollar signs are doubled", () => {
    fc.assert(
      fc.property(fc.string(), (text) => assert.equal(substitute(text.replaceAll("$", "$$$$"), variables).text, text)),
    );
  });

  it("ends on any mixture of its own signs", () => {
    const signs = fc.constantFrom("$", "{", "}", ":", "-", "+", "?", "A", "$$", "${");
    fc.assert(
      fc.property(
        fc.array(signs, { maxLength: 200 }),
        (parts) => typeof substitute(parts.join(""), variables).text === "string",
      ),
    );
  });

  it("refuses deeper nesting than anybody writes", () => {
    const deep = `${"${A:-".repeat(5000)}x${"}".repeat(5000)}`;
    assert.match(substitute(deep, variables).refused ?? "", /no valid variable reference/);
  });
});

describe(".env files", () => {
  const read = (text: string) => Object.fromEntries(parseDotenv(text, () => undefined));

  it("takes every form that Compose takes", () => {
    const text = [
      "PLAIN=a b",
      "export EXPORTED=x",
      "COLON: y",
      'QUOTED="q # no comment" # comment',
      "SINGLE='$PLAIN'",
      "COMMENT=v # gone",
      "HASH=a#b",
      "REFERS=${PLAIN}-${NONE:-d}",
      "EMPTY=",
      "# LINE=comment",
      "TWICE=1",
      "TWICE=2",
      'LONG="a',
      'b"',
    ].join("\r\n");
    assert.deepEqual(read(text), {
      PLAIN: "a b",
      EXPORTED: "x",
      COLON: "y",
      QUOTED: "q # no comment",
      SINGLE: "$PLAIN",
      COMMENT: "v",
      HASH: "a#b",
      REFERS: "a b-d",
      EMPTY: "",
      TWICE: "2",
      LONG: "a\nb",
    });
  });

  it("leaves out what depends on a variable that nobody sets", () => {
    assert.deepEqual(read("A=1\nB=$NOBODY\nA=${NOBODY}x"), {});
  });

  it("lets the surroundings win inside references", () => {
    assert.equal(parseDotenv("A=1\nB=$A", (name) => (name === "A" ? "outer" : undefined)).get("B"), "outer");
  });

  it("survives a byte order mark, an open quote and lines that are no assignment", () => {
    assert.deepEqual(read('\uFEFFA=1\n=x\nnonsense\nB="open'), { A: "1", B: '"open' });
  });
});
