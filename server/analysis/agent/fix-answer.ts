import { diffParts } from "../report/unified-diff.ts";
import { type Printable, visible } from "../text/printable.ts";
import type { Counts } from "./check-answer.ts";
import { quoted } from "./quoted.ts";

/** What fixing a file would change. Nothing is written. */
export interface FixAnswer {
  readonly file: Printable;
  readonly changes: readonly AnsweredChange[];
  readonly before: Counts;
  readonly after: Counts;
  readonly notFixed: readonly Printable[];
  readonly leftOut: { readonly changes: number; readonly notFixed: number };
}

/** A difference of one file. `applies` is false where it is only to be read. */
export interface AnsweredChange {
  readonly file: Printable;
  readonly diff: Printable;
  readonly applies: boolean;
}

/** A file that was fixed: its name, its text as it is, and as it would be. */
export interface FixedText {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** How much text the differences of one answer have at most, in UTF-16 code units. */
const MOST_TEXT = 40_000;
const MOST_REASONS = 20;

/** Why findings are left, as far as there is room. */
export function answeredReasons(reasons: readonly string[]): readonly Printable[] {
  return reasons.slice(0, MOST_REASONS).map((reason) => quoted(reason));
}

/** As many whole hunks as there is room for, and how many others there are. */
export function answeredChanges(changed: readonly FixedText[]): {
  readonly changes: readonly AnsweredChange[];
  readonly leftOut: number;
} {
  const changes: AnsweredChange[] = [];
  let room = MOST_TEXT;
  let leftOut = 0;
  for (const { name, before, after } of changed) {
    const [header, ...hunks] = diffParts(name, before, after);
    const told: string[] = [];
    for (const hunk of hunks) {
      if (hunk.length > room) break;
      room -= hunk.length;
      told.push(hunk);
    }
    leftOut += hunks.length - told.length;
    if (told.length > 0) changes.push(changeOf(name, [header, ...told].join("")));
  }
  return { changes, leftOut };
}

/** A difference with characters that are not seen is made one that no tool applies, since it would put others in their place. */
function changeOf(name: string, diff: string): AnsweredChange {
  const shown = visible(diff);
  const applies = shown === diff;
  return { file: quoted(name), diff: applies ? shown : visible(diff.replace(/^(?=.)/gm, "# ")), applies };
}
