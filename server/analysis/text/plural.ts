import { type Printable, printable } from "./printable.ts";

/** A number with its noun: `1 file`, `2 files`. `plural` is for nouns that take more than an s. */
export function plural(count: number, noun: string, plural = `${noun}s`): Printable {
  return printable(`${count} ${count === 1 ? noun : plural}`);
}
