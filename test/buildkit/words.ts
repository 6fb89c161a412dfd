import { Draw, word } from "./generate.ts";

/** A word as an instruction holds it, and the file's escape character. */
export interface Word {
  readonly text: string;
  readonly escapedBy: "\\" | "`";
}

/** The variables that all words are read with; no other is set. */
export const VARIABLES: Readonly<Record<string, string>> = {
  A: "value",
  E: "",
  N: "a.b.c.tar.gz",
  S: "a b  c",
  P: "/usr/local/bin:/usr/bin",
  X: "*?\\}/[a]",
  é: "accent",
};

const WRITTEN: readonly string[] = [
  ..."a|$A|${A}|$U|${U}|$|$$|$A$E|$A.b|$Ab|${A}b|$1|$12x|$@|$?|${?}|${1}|${@}|$é|${é}|${}|${|${A|${A:|${A:}|${A:-|${:-a}|${-a}|${+a}|${/a/b}|${%a}|${{A}}".split(
    "|",
  ),
  ..."${A:-d}|${U:-d}|${E:-d}|${A-d}|${U-d}|${E-d}|${A:+d}|${U:+d}|${E:+d}|${A+d}|${U+d}|${E+d}|${A:?m}|${U:?m}|${E:?m}|${A?m}|${U?m}|${E?m}|${U?}|${E:?}".split(
    "|",
  ),
  ..."${U:-${A}}|${U:-${V:-${A}}}|${U:-$A b}|${U:-'a}'}|${U:-\"a}\"}|${U:-\\}}|${U:-\\\\}|${U:-a\\b}|${U:-}|${A:-${U:?m}}|${U:+${U:?m}}|${A:+${A}}".split(
    "|",
  ),
  ..."${N#a}|${N#*.}|${N##*.}|${N%.*}|${N%%.*}|${N#b}|${N#?}|${N##?}|${N%?}|${N#}|${N##}|${N%}|${N%%}|${N#\\a}|${N#\\*}|${N#\\.}|${X#\\*}|${X#\\*\\?}|${X#'*'}|${X#\"*\"}|${X#*}|${X##*\\}}|${X##*\\/}|${X%\\]}|${N#\"\\*\"}|${X#*\\\\}|${X#'\\'}|${X##*'\\'}|${X##*\"\\\\\"}|${N%${U:-.gz}}|${N#${U#x}}|${S#* }|${S##* }|${P##*:}|${P%%:*}|${P#/*/}|${P##/*/}".split(
    "|",
  ),
  ..."${N/./-}|${N//./-}|${N/a/}|${N//a}|${N/a}|${N/*/x}|${N//?/x}|${N/x/y}|${N/b*t/-}|${N//[a]/x}|${X/\\//x}|${X//\\//x}|${X/\\}/x}|${X/\\*/x}|${X/\\\\/x}|${N/a/\\}}|${N/a/\\/}|${N/a/\\x}|${N//a/\\x}|${N//a/$A}|${N//a/'$1'}|${N/a/'$1'}|${N//a/\\$0}|${N///x}|${N//\"\"/x}|${E/a/b}|${E/*/b}|${E//*/b}|${N//*/b}|${U/a/b}|${S// /_}|${P//:/ }|${N/\".\"/-}|${N/'.'/-}|${N/${A}/x}".split(
    "|",
  ),
  ..."${A:#v}|${A:%v}|${A:/v/x}|${A^}|${A^^}|${A,,}|${A@Q}|${#A}|${!A}|${A[0]}|${A:1}|${A:1:2}|${A=b}|${A:=b}|$(a)|$((1+2))|`a`".split(
    "|",
  ),
  ...[
    "'a'",
    '"a"',
    "'a",
    '"a',
    "'$A'",
    '"$A"',
    '"${A}"',
    '"a\\"b"',
    '"a\\$A"',
    '"a\\b"',
    '"a\\\\b"',
    "'a\\'",
    '"\\',
    "a\\",
    "a\\\\",
    "\\$A",
    "\\a",
    "\\'",
    '\\"',
    "a' b 'c",
    '"\'"',
    "'\"'",
    '"${U:-"a b"}"',
    "\"${U:-'a b'}\"",
    "a b",
    " a ",
    "\u00a0a",
    "a<<b",
    "<",
    "<<- a",
    "\\é",
    "$_",
    "$_x",
    "${_x:-y}",
    "😀${U:-😀}",
    "${N#😀}",
    "${😀}",
    "$A\u0661",
    "$\u0661",
  ],
];

/** Words written by hand and words made of the seed, most with both escape characters. */
export function words(seed: number, count: number): readonly Word[] {
  const draw = new Draw(seed);
  const escapes = ["\\", "`"] as const;
  const written = WRITTEN.flatMap((text) => [
    { text, escapedBy: "\\" as const },
    ...(text.includes("\\") ? [{ text: text.replaceAll("\\", "`"), escapedBy: "`" as const }] : []),
  ]);
  const made = Array.from({ length: count }, (): Word => {
    const escapedBy = draw.one(escapes);
    return { text: word(draw, escapedBy), escapedBy };
  });
  return [...written, ...made];
}
