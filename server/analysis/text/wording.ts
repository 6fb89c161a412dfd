/** A text of ours with what is put into it, so that it can be said in another language than English. Plain data. */
export interface Wording {
  /** What stands around the parts: one piece more than there are parts. */
  readonly pieces: readonly string[];
  readonly parts: readonly Part[];
}

/** What is put into a text: a text of ours, or a name or a value of a file, which is the same in every language. */
export type Part = string | number | Wording;

/** A text of ours. One without parts may be given as it is. */
export type Said = string | Wording;

/** Makes a wording of a template: said`${named(service)} may start any number of processes.` */
export function said(pieces: readonly string[], ...parts: readonly Part[]): Wording {
  return { pieces, parts };
}

/** A text of ours that a variable holds, as a part of another: without it, the text would be taken for a name. */
export function ours(text: Said): Wording {
  return typeof text === "string" ? { pieces: [text], parts: [] } : text;
}

/** A wording as it is read in English. */
export function inEnglish(text: Part): string {
  if (typeof text !== "object") return String(text);
  const { pieces, parts } = text;
  return filled(pieces, (index) => inEnglish(parts[index] ?? ""));
}

/** The text by which translators know a wording: its pieces, and `{0}`, `{1}` and so on in the places of its parts. */
export function templateOf({ pieces }: Pick<Wording, "pieces">): string {
  return filled(pieces, (index) => `{${index}}`);
}

function filled(pieces: readonly string[], part: (index: number) => string): string {
  return pieces.map((piece, index) => (index === 0 ? piece : `${part(index - 1)}${piece}`)).join("");
}

/** Something that is said, in English, with the wording that it is made of where it has parts. */
export interface Told {
  readonly message: string;
  readonly wording?: Wording;
}

/** What is said, for those who show it in English and those who know other languages. */
export function told(text: Said): Told {
  return typeof text === "string" ? { message: text } : { message: inEnglish(text), wording: text };
}

/** Texts in a row, as a sentence lists them: `a, b and c`. */
export function listed(words: readonly Part[]): Wording {
  const [first = "", ...others] = words;
  const last = others.pop();
  if (last === undefined) return typeof first === "object" ? first : { pieces: ["", ""], parts: [first] };
  return said`${inARow([first, ...others])} and ${last}`;
}

/** The same without a word before the last. */
export function inARow(words: readonly Part[]): Wording {
  return { pieces: ["", ...words.slice(1).map(() => ", "), ""], parts: words };
}
