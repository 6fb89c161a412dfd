import { UNRESOLVED } from "../../server/analysis/text/unresolved.ts";

const OPEN = "\u{27E8}";
const CLOSE = "\u{27E9}";

/** Stands in a row for a value, or a part of one, that is not known because these variables have none. */
export function unknownMark(variables: readonly string[]): string {
  return `${OPEN}${variables.join(" ")}${CLOSE}`;
}

/**
 * How our text of a value stands to Compose's. `unknown` holds only where all that is known equals, and where a variable that Compose took the empty
 * string for hides the rest.
 */
export type Verdict = "same" | "unknown" | "different";

/** Compares a value of ours with Compose's; `unset` are the variables that Compose says nobody sets. */
export function verdict(ours: string, theirs: string, unset: ReadonlySet<string>): Verdict {
  if (ours === theirs) return "same";
  const pieces = ours.split(HOLES);
  if (pieces.length === 1) return "different";
  const named = [...ours.matchAll(MARKS)].flatMap(([, names = ""]) => names.split(" ").filter((name) => name !== ""));
  const areUnset = unset.size > 0 && named.every((name) => unset.has(name));
  return areUnset && matchesAround(pieces, theirs) ? "unknown" : "different";
}

const MARKS = new RegExp(`${OPEN}([^${CLOSE}]*)${CLOSE}`, "g");
const HOLES = new RegExp(`${OPEN}[^${CLOSE}]*${CLOSE}|${UNRESOLVED}`);

/** Whether a text has these pieces in order, the first at its start and the last at its end, with anything between them. */
function matchesAround(pieces: readonly string[], text: string): boolean {
  const first = pieces[0] ?? "";
  const last = pieces.at(-1) ?? "";
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= text.length - last.length;
}
