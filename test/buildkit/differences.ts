import type { Difference } from "./compare.ts";

/** A kind of difference that stays, with the reason. A row that nothing needs fails the tests. */
export interface Accepted {
  readonly what: Difference["what"] | "word";
  readonly why: string;
  /** Whether the difference is of this kind; `text` is the file's or the word's. */
  covers(difference: Difference, text: string): boolean;
}

/** Whether two instructions differ in their lines alone. */
function differInLines({ theirs, ours }: Difference): boolean {
  const without = (told: string): string => told.replace(/"lines":\[\d+,\d+\]/, "");
  return without(theirs) === without(ours);
}

export const DIFFERENCES: readonly Accepted[] = [
  {
    what: "silence",
    why: "A front end of another name may read any language, so nothing is said of what BuildKit's own would refuse.",
    covers: (_, text) => /^\s*#\s*syntax\s*=+\s*(?![^\n]*dockerfile(?:-upstream)?(?:[:@\s]|$))/im.test(text),
  },
  {
    what: "false alarm",
    why: "BuildKit takes the bytes of a flag for characters, and some of them for blanks, behind which it sees another argument.",
    covers: (_, text) => /--\S*[\u0080-\u{10ffff}]/u.test(text),
  },
  {
    what: "silence",
    why: "The same of an argument that it does not see.",
    covers: (_, text) => /--\S*[\u0080-\u{10ffff}\s]/u.test(text) && /[\u0080-\u{10ffff}]/u.test(text),
  },
  {
    what: "false alarm",
    why: "BuildKit looks at ports and at the keys of mounts when it builds, and here it is asked to read only.",
    covers: ({ ours }) => /which is no port|--mount of RUN (?:knows|has)/.test(ours),
  },
  {
    what: "silence",
    why: "Nothing but an escape character is no instruction to us.",
    covers: ({ theirs }) => /unknown instruction: $/.test(theirs),
  },
  {
    what: "silence",
    why: "BuildKit's scanner ends at lines of 64 KiB, which its releases may change.",
    covers: ({ theirs }) => theirs.includes("greater than max allowed size"),
  },
  {
    what: "instruction",
    why: "An instruction of ours ends with its last line that holds something; BuildKit counts what it skipped at the end of the file.",
    covers: (difference, text) => differInLines(difference) && /[\\`][ \t]*\r*\n(?:\s*(?:#.*)?(?:\n|$))*$/.test(text),
  },
  {
    what: "instruction",
    why: "An instruction of ours starts at its keyword, not at an escape character by itself in a line above.",
    covers: (difference, text) =>
      (differInLines(difference) || difference.ours === "nothing") && /^\s*[\\`][ \t]*$/m.test(text),
  },
  {
    what: "stages",
    why: "The same of FROM.",
    covers: (_, text) => /^\s*[\\`][ \t]*$/m.test(text),
  },
  {
    what: "instruction",
    why: "BuildKit takes the bytes of a flag or of a health check's type for characters, and some of them for blanks.",
    covers: ({ theirs, ours }) => /"flags":|HEALTHCHECK/.test(ours) && /[\u0080-\u{10ffff}]/u.test(theirs),
  },
  {
    what: "instruction",
    why: "ONBUILD within ONBUILD is refused, and so is not read.",
    covers: ({ ours }) => ours.includes('"holds":{"keyword":"ONBUILD"'),
  },
  {
    what: "instruction",
    why: "BuildKit drops an escape character at the end of a word, which expanding it does to ours.",
    covers: ({ ours }) => /[\\`]"\]/.test(ours),
  },
  {
    what: "instruction",
    why: "Half a surrogate pair in JSON stays what it is; Go replaces it.",
    covers: (_, text) => /\\ud83d"/.test(text),
  },
  {
    what: "instruction",
    why: "BuildKit forgets a here-document's name up to a substitution in it; a shell does not know such names.",
    covers: (_, text) => /<<[^\n]*\$\{/.test(text),
  },
  {
    what: "syntax",
    why: "A file that names its syntax behind // or in JSON is no Dockerfile.",
    covers: ({ ours }, text) => ours === "nothing" && /^(?:\/\/|\{)/.test(text),
  },
  {
    what: "word",
    why: "A $ in what replaces all matches means something to Go's expressions, so the value is unknown.",
    covers: ({ ours }, text) => ours === "null" && text.includes("//"),
  },
];
