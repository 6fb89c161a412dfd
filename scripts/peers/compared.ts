import { readFileSync } from "node:fs";
import path from "node:path";
import type { Peer } from "./equivalents.ts";

/** What becomes of a finding of another tool. */
export const VERDICTS = [
  "reported here too",
  "left out for a reason",
  "about other matters",
  "without a reason",
] as const;

export type Verdict = (typeof VERDICTS)[number];

/** How many findings of a tool over the corpus have which verdict. */
export interface Compared {
  readonly peer: Peer;
  readonly release: string;
  readonly counts: Readonly<Partial<Record<Verdict, number>>>;
}

/** Where `npm run compare:peers -- --record` keeps its numbers. */
export const COMPARED = path.join(import.meta.dirname, "compared.json");

/** The numbers of the last comparison, and its day. */
export function lastComparison(): { readonly date: string; readonly compared: readonly Compared[] } {
  return JSON.parse(readFileSync(COMPARED, "utf8")) as ReturnType<typeof lastComparison>;
}
