import type { Edit } from "../../text/edit.ts";
import { countWhile } from "../../text/sorted.ts";
import { parseDockerfile } from "../syntax/parse.ts";
import type { DockerfileTree } from "../syntax/tree.ts";
import type { EditPlan } from "./edit-plan.ts";
import { lineStart } from "./user-position.ts";

/** A few instructions as a Dockerfile of their own, with the plans that are about them. */
export interface EditPart {
  readonly tree: DockerfileTree;
  readonly plans: readonly EditPlan[];
}

/**
 * The instructions that are edited, with the whole instruction before and the one behind them, so that checking an
 * edit does not parse the whole file. BuildKit reads each instruction by itself, apart from the escape character. As
 * long as the instruction behind is found again at its place, all later ones read the same.
 */
export function partAround(tree: DockerfileTree, plans: readonly EditPlan[]): EditPart {
  const { file, text, instructions, escapedBy } = tree;
  const edits = plans.flatMap((plan) => plan.edits);
  const start = Math.min(...edits.map((edit) => edit.start));
  const end = Math.max(...edits.map((edit) => edit.end));
  const first = Math.max(
    0,
    lastIndex(instructions.length, (index) => (instructions[index]?.whole.end ?? 0) <= start),
  );
  const last = lastIndex(instructions.length, (index) => (instructions[index]?.whole.start ?? 0) < end) + 1;
  const from = first === 0 ? 0 : lineStart(text, instructions[first]?.whole.start ?? 0);
  const behind = instructions[last];
  const to = behind === undefined ? text.length : lineEnd(text, behind.whole.end);
  const header = from > 0 && escapedBy === "`" ? "# escape=`\n" : "";
  return {
    tree: parseDockerfile(file, header + text.slice(from, to)),
    plans: plans.map((plan) => moved(plan, header.length - from, -first)),
  };
}

/** The last index below `length` for which the test holds, which holds for all before it; -1 where there is none. */
function lastIndex(length: number, holds: (index: number) => boolean): number {
  return countWhile(length, holds) - 1;
}

function lineEnd(text: string, at: number): number {
  const feed = text.indexOf("\n", at);
  return feed < 0 ? text.length : feed + 1;
}

function moved({ edits, added, removed, changed, comments }: EditPlan, by: number, indices: number): EditPlan {
  const edit = ({ start, end, ...rest }: Edit): Edit => ({ ...rest, start: start + by, end: end + by });
  return {
    edits: edits.map(edit),
    added: added.map((one) => ({ ...one, before: one.before + indices })),
    removed: removed.map((index) => index + indices),
    changed: changed.map((index) => index + indices),
    comments,
  };
}
