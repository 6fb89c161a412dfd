import type { Place } from "../../text/span.ts";
import type { DockerfileTree, Instruction } from "../syntax/tree.ts";

/** Where `USER` goes: instead of another name, above a line, or behind the end of one. `index` is the instruction that it replaces or precedes. */
export type UserPosition =
  | { readonly kind: "replace"; readonly index: number; readonly at: Place }
  | { readonly kind: "above" | "below"; readonly index: number; readonly at: number };

/** What a build does as the user that is set at that point. */
const DONE_AS_USER: ReadonlySet<string> = new Set(["RUN", "COPY", "ADD", "WORKDIR"]);
const STARTS: ReadonlySet<string> = new Set(["CMD", "ENTRYPOINT", "HEALTHCHECK"]);

/**
 * The position at which the stage can give up root without a change to its build: behind all that is built, before
 * what the container starts and the comments right above that. The stage's last `USER` is replaced if nothing is
 * built behind it. Undefined if no stage begins at the place.
 */
export function userPosition(tree: DockerfileTree, stage: Place): UserPosition | undefined {
  const { instructions } = tree;
  const from = instructions.findIndex(({ keyword, at }) => keyword === "FROM" && at.start === stage.start);
  if (from < 0) return undefined;
  const next = instructions.findIndex(({ keyword }, index) => index > from && keyword === "FROM");
  const end = next < 0 ? instructions.length : next;
  const lastBuilt = lastIndex(instructions, from, end, DONE_AS_USER);
  const user = lastIndex(instructions, from, end, new Set(["USER"]));
  const name = instructions[user]?.arguments[0];
  if (user > lastBuilt && name) return { kind: "replace", index: user, at: name.at };
  const start = instructions.findIndex(
    ({ keyword }, index) => index > Math.max(lastBuilt, user) && index < end && STARTS.has(keyword),
  );
  const first = instructions[start];
  if (first) return { kind: "above", index: start, at: aboveComments(tree, first, instructions[start - 1]) };
  const last = instructions[end - 1];
  return last && { kind: "below", index: end, at: last.whole.end };
}

function lastIndex(
  instructions: readonly Instruction[],
  from: number,
  end: number,
  keywords: ReadonlySet<string>,
): number {
  for (let index = end - 1; index > from; index--) if (keywords.has(instructions[index]?.keyword ?? "")) return index;
  return from;
}

/** The start of the first of the comment lines that stand right above the instruction, without an empty line between. */
function aboveComments(
  { text, comments }: DockerfileTree,
  instruction: Instruction,
  before: Instruction | undefined,
): number {
  let position = lineStart(text, instruction.whole.start);
  for (const { at } of [...comments].reverse()) {
    if (at.start >= position) continue;
    if (before && at.start < before.whole.end) break;
    if (text.slice(at.end, position).replace("\r", "") !== "\n") break;
    position = lineStart(text, at.start);
  }
  return position;
}

/** The start of the line that the offset is on, behind a byte order mark. */
export function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return start === 0 && text.startsWith("\uFEFF") ? 1 : start;
}
