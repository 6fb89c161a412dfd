import { TRIED_PASSWORDS } from "../facts/tried-passwords.ts";

/**
 * Whether whoever tries passwords soon comes to one: it is among the first of every list, or one of the names that stand beside it (the account's, the
 * database's, the program's), in either case with digits and signs behind it or without. `names` are stems. Of digits alone, six or a row of them are.
 */
export function isGuessable(password: string, names: ReadonlySet<string>): boolean {
  const stem = stemOf(password);
  if (stem === "") return /^(?:\d{1,6}|0?123456789?0?|(\d)\1{0,19})$/.test(password);
  return [stem, stem.replace(/^(?:my|some|the)/, "")].some((word) => TRIED_PASSWORDS.has(word) || names.has(word));
}

/** A word as lists of passwords vary it: without signs in between, without digits and signs at its end, in lower case. */
export function stemOf(text: string): string {
  let end = text.length;
  while (end > 0 && END.test(text.charAt(end - 1))) end--;
  return text
    .slice(0, end)
    .toLowerCase()
    .replace(/[-_. ]/g, "");
}

const END = /[\d\W_]/;
