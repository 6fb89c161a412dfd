import assert from "node:assert/strict";
import fc from "fast-check";

/** What whoever writes a file, a name or a report may put into it, to act on a terminal, a CI system, a browser, or a reader of reports. */
const BAIT = [
  "\u{1B}[31m",
  "\u{1B}]0;title\u{7}",
  "\u{1B}]1339;url=x\u{7}",
  "\u{1B}[8mha:x\u{1B}[0m",
  "section_start:1:x\r\u{1B}[0K",
  "\u{9B}2J",
  "\u{9D}0;x\u{9C}",
  "\b\b\b",
  "\r",
  "\u{7F}",
  "\u{85}",
  "\u{2028}::error ::x",
  "\u{2029}",
  "\u{202E}",
  "\u{2066}",
  "\u{2069}",
  "\u{61C}",
  "\u{200E}",
  "\u{200F}",
  "\u{FEFF}",
  "\u{D800}",
  "\u{DC00}",
  "##[error file=README.md;line=1]forged",
  "##[add-mask]a",
  "##[stop-commands]x",
  "###[group]",
  "##vso[task.prependpath]/tmp/evil",
  "##VSO[task.setvariable variable=x]y",
  "##teamcity[buildStop comment='x']",
  "::error file=README.md::forged",
  " ::set-env name=PATH::/tmp",
  "\n::add-mask::a",
  "\n##[debug]x",
  "\n",
  "\t::notice::x",
  "%0A::error::x",
  "[text](https://evil.example)",
  "![image](https://evil.example/x.png)",
  "<img src=https://evil.example onerror=alert(1)>",
  "</script></style></svg>",
  "https://evil.example",
  "www.evil.example",
  "me@evil.example",
  "@somebody",
  "#123",
  "!123",
  "GH-1",
  "`",
  "``",
  "|",
  "\\",
  "*_~",
  "&lt;b&gt;",
  '"',
  "'",
  "$" + "{X}",
  "__proto__",
];

const PLAIN = ["a", "web", " ", "-", "é", "日", "🐳"];

/** Texts that hold bait, and one that holds all of it. */
export const HOSTILE: fc.Arbitrary<string> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(BAIT.join(" ")) },
  {
    weight: 9,
    arbitrary: fc
      .array(fc.constantFrom(...BAIT, ...BAIT, ...PLAIN), { minLength: 1, maxLength: 6 })
      .map((parts) => parts.join("")),
  },
);

/** What may be in the name of a file: UTF-8 without slashes and zeros, of no more than 255 bytes. */
export function fileName(text: string): string {
  let name = "x";
  for (const character of text.toWellFormed().replaceAll("/", "_")) {
    if (Buffer.byteLength(name + character) < 100) name += character;
  }
  return name;
}

/** Everything but line ends that a terminal acts on or that hides how a text runs. Tabs are harmless. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are looked for.
const ACTING = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/;

/** Fails where a text holds what acts on a terminal, is no UTF-8, or is a command to a CI system that reads it in its log. */
export function assertInert(text: string, what: string): void {
  const found = ACTING.exec(text.replaceAll("\r\n", "\n"));
  assert.equal(
    found,
    null,
    `${what} has ${JSON.stringify(found?.[0])} in ${JSON.stringify(around(text, found?.index))}`,
  );
  assert.ok(text.isWellFormed(), `${what} has half of a surrogate pair`);
  for (const line of text.split("\n")) assertNoCommand(line, what);
}

/** Fails where a CI system would take a line for a command. Sources: those that `server/analysis/text/printable.ts` names. */
export function assertNoCommand(line: string, what: string): void {
  assert.ok(!/##\w*\[/.test(line), `${what} commands: ${JSON.stringify(line)}`);
  const github = /^\s*::([\w-]+)(?: .*?)?::/.exec(line);
  assert.ok(!github || /^[\d]/.test(github[1] ?? ""), `${what} commands: ${JSON.stringify(line)}`);
}

/** Fails where a text that is meant for people, behind a parser of JSON, is not inert; a line end would begin a line of its own. */
export function assertSayable(text: string, what: string): void {
  assertInert(text, what);
  assert.ok(!text.includes("\n"), `${what} has a line end: ${JSON.stringify(text)}`);
}

/** Calls `visit` with every text of a JSON value and the path of names that leads to it; names of fields are texts too. */
export function walkTexts(
  value: unknown,
  visit: (text: string, path: readonly string[]) => void,
  path: string[] = [],
): void {
  if (typeof value === "string") visit(value, path);
  if (typeof value !== "object" || value === null) return;
  for (const [name, field] of Object.entries(value)) {
    visit(name, [...path, "name of a field"]);
    walkTexts(field, visit, [...path, name]);
  }
}

/** Fails where JSON, as it is printed, is not inert, or where a strict reader would refuse it. */
export function assertStrictJson(json: string, what: string): unknown {
  assertInert(json, what);
  const value: unknown = JSON.parse(json);
  walkTexts(value, (text, path) => assert.ok(text.isWellFormed(), `${what}: ${path.join(".")} has half of a pair`));
  return value;
}

function around(text: string, index = 0): string {
  return text.slice(Math.max(0, index - 40), index + 40);
}
