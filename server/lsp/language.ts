import type { Fix } from "../analysis/model/change.ts";
import { LONGEST_MESSAGE, shortened } from "../analysis/text/shorten.ts";
import { ours, type Told, templateOf, type Wording } from "../analysis/text/wording.ts";
import { filled, IN_ENGLISH, type Words } from "../analysis/text/words.ts";
import { FIX_TITLES } from "./fix-titles.ts";
import { MADE_TEXTS } from "./made-texts.ts";

/** The language in which titles are shown: the client hands over a table of it, in which the English texts are the keys. What the table lacks stays English. */
export interface Language extends Words {
  /** The title of a fix, which its rule has put together in English. */
  fixTitle(fix: Pick<Fix, "title" | "alone">): string;
  /** What a finding says. It is English where the table lacks any of its texts, since nobody reads half a sentence. */
  told(told: Told): string;
}

/** The language of a table that a client has sent, whose shape is unchecked. Without a table it is English, and costs nothing. */
export function languageOf(sent: unknown): Language {
  if (typeof sent !== "object" || sent === null) return ENGLISH;
  const texts = new Map(Object.entries(sent).filter(([, text]) => typeof text === "string"));
  const say = (text: string, ...parts: readonly string[]) => filled(texts.get(text) ?? text, ...parts);
  const inFull = inFullBy(FIX_TITLES, texts, say);
  return {
    say,
    made: inFullBy(MADE_TEXTS, texts, say),
    told({ message, wording = ours(message) }) {
      const said = wordingIn(texts, wording);
      return said === undefined ? message : shortened(said, LONGEST_MESSAGE);
    },
    fixTitle({ title, alone }) {
      // The sentence behind it, mostly about one program and then in English, would be taken for a part of a name.
      const behind = alone === undefined ? "" : ` (${alone})`;
      if (alone === undefined || !title.endsWith(behind)) return inFull(title);
      return `${inFull(title.slice(0, -behind.length))} (${say(alone)})`;
    },
  };
}

const ENGLISH: Language = { ...IN_ENGLISH, fixTitle: ({ title }) => title, told: ({ message }) => message };

/** A wording by a table; undefined where that lacks one of its texts. A text without letters needs no translation. */
function wordingIn(texts: ReadonlyMap<string, string>, wording: Wording): string | undefined {
  const template = templateOf(wording);
  const text = texts.get(template) ?? (LETTER.test(template) ? undefined : template);
  if (text === undefined) return undefined;
  const parts: string[] = [];
  for (const part of wording.parts) {
    const said = typeof part === "object" ? wordingIn(texts, part) : String(part);
    if (said === undefined) return undefined;
    parts.push(said);
  }
  return filled(text, ...parts);
}

const LETTER = /\p{L}/u;

/** Says a text that was put together in English by the one of `made` that it is made of; one that is made otherwise stays as it is. */
function inFullBy(
  made: readonly string[],
  texts: ReadonlyMap<string, string>,
  say: Language["say"],
): (text: string) => string {
  const patterns = made.filter((text) => texts.has(text)).map(patternOf);
  patterns.sort((a, b) => b.letters - a.letters);
  return (whole) => {
    for (const { text, pieces } of patterns) {
      const parts = partsOf(whole, pieces);
      if (parts) return say(text, ...parts);
    }
    return whole;
  };
}

/** What stands around the places of a text: one piece more than there are places, which stand there in their order. */
interface Pattern {
  readonly text: string;
  readonly pieces: readonly string[];
  /** How much of it is fixed. The pattern with the most says the most of a title that several fit. */
  readonly letters: number;
}

function patternOf(text: string): Pattern {
  const pieces = text.split(PLACE);
  return { text, pieces, letters: pieces.join("").length };
}

const PLACE = /\{\d\}/;

/** What stands in the places of a pattern, none of it empty; undefined where the title is not made so. Each place ends where its next piece first comes. */
function partsOf(title: string, [first = "", ...others]: readonly string[]): readonly string[] | undefined {
  if (!title.startsWith(first)) return undefined;
  const parts: string[] = [];
  let from = first.length;
  for (const [index, piece] of others.entries()) {
    const isLast = index === others.length - 1;
    const to = isLast ? title.length - piece.length : title.indexOf(piece, from + 1);
    if (to <= from || !title.startsWith(piece, to)) return undefined;
    parts.push(title.slice(from, to));
    from = to + piece.length;
  }
  return from === title.length ? parts : undefined;
}
