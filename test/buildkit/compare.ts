import { isDeepStrictEqual } from "node:util";
import { type Answer, digestOf, type Told } from "./answers.ts";
import type { OurAnswer } from "./ours.ts";

/** Something that the two readings tell otherwise. `theirs` and `ours` are for a reader. */
export interface Difference {
  readonly what: "instruction" | "stages" | "syntax" | "escape" | "false alarm" | "silence";
  readonly theirs: string;
  readonly ours: string;
}

/** How our reading of a file differs from BuildKit's. Instructions are compared up to the first that differs. */
export function differencesOf(theirs: Answer, ours: OurAnswer): readonly Difference[] {
  return [
    ...verdict(theirs, ours),
    ...compared("syntax", theirs.syntax, ours.syntax),
    ...(theirs.instructions ? compared("escape", theirs.escapedBy, ours.escapedBy) : []),
    ...instructions(theirs.instructions ?? ours.instructions, ours.instructions),
    ...(theirs.stages ? compared("stages", theirs.stages, ours.stages) : []),
  ];
}

function compared(what: Difference["what"], theirs: unknown, ours: unknown): readonly Difference[] {
  return isDeepStrictEqual(theirs, ours) ? [] : [{ what, theirs: shown(theirs), ours: shown(ours) }];
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? "nothing";
}

/** What we say of a file that BuildKit takes is a false alarm; where it refuses one, we should say so of the same line. */
function verdict({ refused }: Answer, { refusals }: OurAnswer): readonly Difference[] {
  if (!refused)
    return refusals.length === 0 ? [] : [{ what: "false alarm", theirs: "accepted", ours: shown(refusals) }];
  const [line, message] = refused;
  // BuildKit counts the lines of directives from zero; we point at the word of a here-document, which may stand in a later line of its instruction.
  const first = /parser directive|escape token/.test(message) ? line + 1 : line;
  const isTold = refusals.some(([ours, because]) => {
    if (message.startsWith("unterminated heredoc")) return ours >= first && because.endsWith("is not ended");
    // A flag may stand in a later line of its instruction, and a file without a stage is told as a whole.
    if (/flag/.test(message)) return ours >= first && because.includes("--");
    return ours === first || /no (?:build )?stage|no instructions/.test(message);
  });
  return isTold ? [] : [{ what: "silence", theirs: message, ours: shown(refusals) }];
}

function instructions(theirs: readonly (Told | string)[], ours: readonly Told[]): readonly Difference[] {
  for (let index = 0; index < Math.max(theirs.length, ours.length); index++) {
    const [their, our] = [theirs[index], ours[index]];
    const same =
      typeof their === "string" ? our !== undefined && their === digestOf(our) : isDeepStrictEqual(their, our);
    if (!same) return [{ what: "instruction", theirs: shown(their), ours: shown(our) }];
  }
  return [];
}
