import type { Fix } from "../analysis/model/change.ts";
import { FIX_TITLES } from "./fix-titles.ts";

/** The language in which titles are shown: the client hands over a table of it, in which the English texts are the keys. What the table lacks stays English. */
export interface Language {
  /** A text of ours, in which `{0}`, `{1}` and so on stand for the parts, as in the client's own `l10n.t`. */
  say(text: string, ...parts: readonly string[]): string;
  /** The title of a fix, which its rule has put together in English. */
  fixTitle(fix: Pick<Fix, "title" | "alone">): string;
}

/** The language of a table that a client has sent, whose shape is unchecked. Without a table it is English, and costs nothing. */
export function languageOf(sent: unknown): Language {
  if (typeof sent !== "object" || sent === null) return ENGLISH;
  const texts = new Map(Object.entries(sent).filter(([, text]) => typeof text === "string"));
  const patterns = FIX_TITLES.filter((title) => texts.has(title)).map(patternOf);
  patterns.sort((a, b) => b.letters - a.letters);
  const say = (text: string, ...parts: readonly string[]) => filled(texts.get(text) ?? text, parts);
  const inFull = (title: string) => {
    for (const { text, pieces } of patterns) {
      const parts = partsOf(title, pieces);
      if (parts) return say(text, ...parts);
    }
    return title;
  };
  return {
    say,
    fixTitle({ title, alone }) {
      // The sentence behind it, mostly about one program and then in English, would be taken for a part of a name.
      const behind = alone === undefined ? "" : ` (${alone})`;
      if (alone === undefined || !title.endsWith(behind)) return inFull(title);
      return `${inFull(title.slice(0, -behind.length))} (${say(alone)})`;
    },
  };
}

const ENGLISH: Language = { say: (text, ...parts) => filled(text, parts), fixTitle: ({ title }) => title };

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

/** Puts the parts into their places, once: what a part says is not looked at. */
function filled(text: string, parts: readonly string[]): string {
  return text.replace(/\{(\d)\}/g, (place, index: string) => parts[Number(index)] ?? place);
}
