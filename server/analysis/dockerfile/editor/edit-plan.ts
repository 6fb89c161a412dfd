import { applyEdits, type Edit } from "../../text/edit.ts";
import type { DockerfileTree, Instruction } from "../syntax/tree.ts";

/** The edits of one change, and what they are meant to do to the instructions. */
export interface EditPlan {
  readonly edits: readonly Edit[];
  /** Instructions that come in, each before the instruction of that number; the number behind the last one is the end. */
  readonly added: readonly { readonly before: number; readonly keyword: string; readonly rest: string }[];
  readonly removed: readonly number[];
  /** Instructions in which text is replaced. */
  readonly changed: readonly number[];
  /** How many comment lines come in; below zero for those that go. */
  readonly comments: number;
}

/** A plan that does nothing, to say only what is otherwise. */
export const NO_PLAN: EditPlan = { edits: [], added: [], removed: [], changed: [], comments: 0 };

/** Whether the file that came out of the plans' edits differs from the one before in what was planned and in nothing else. */
export function isAsPlanned(before: DockerfileTree, after: DockerfileTree, plans: readonly EditPlan[]): boolean {
  const comments = plans.reduce((sum, plan) => sum + plan.comments, before.comments.length);
  if (after.inputErrors.length > 0 || after.comments.length !== comments) return false;
  if (after.directives.length !== before.directives.length || after.escapedBy !== before.escapedBy) return false;
  const expected = expectedAfter(before, plans);
  return (
    expected.length === after.instructions.length &&
    after.instructions.every((found, index) => expected[index]?.(found, after.text) === true)
  );
}

type Expected = (found: Instruction, text: string) => boolean;

/** One test for each instruction that is to be there afterwards. */
function expectedAfter(tree: DockerfileTree, plans: readonly EditPlan[]): readonly Expected[] {
  const added = plans.flatMap((plan) => plan.added);
  const removed = new Set(plans.flatMap((plan) => plan.removed));
  const changed = new Set(plans.flatMap((plan) => plan.changed));
  const edits = plans.flatMap((plan) => plan.edits);
  const incoming = (index: number): Expected[] =>
    added.flatMap(({ before, keyword, rest }) => (before === index ? [equals(contentOf(keyword, rest))] : []));
  const kept = tree.instructions.flatMap((instruction, index) => {
    if (removed.has(index)) return incoming(index);
    const same = changed.has(index) ? isEdited(tree, instruction, edits) : equals(content(instruction));
    return [...incoming(index), same];
  });
  return [...kept, ...incoming(tree.instructions.length)];
}

function equals(expected: string): Expected {
  return (found) => content(found) === expected;
}

/** The instruction's own text has the edits that lie in it, and it still is the same kind of instruction. */
function isEdited(
  { text }: DockerfileTree,
  { whole, keyword, heredocs, json }: Instruction,
  edits: readonly Edit[],
): Expected {
  const own = edits.filter((edit) => edit.start > whole.start && edit.end <= whole.end);
  const moved = own.map((edit) => ({ ...edit, start: edit.start - whole.start, end: edit.end - whole.start }));
  const expected = applyEdits(text.slice(whole.start, whole.end), moved);
  return (found, after) =>
    found.keyword === keyword &&
    found.heredocs.length === heredocs.length &&
    found.json === json &&
    after.slice(found.whole.start, found.whole.end) === expected;
}

/** What two instructions must share to count as the same. Places are left out, and so are line continuations and comments. */
function content({ keyword, rest, flags, heredocs }: Instruction): string {
  return contentOf(
    keyword,
    rest.text,
    flags.map(({ name, value }) => [name, value]),
    heredocs.map(({ name, body }) => [name, body.text]),
  );
}

type Pairs = readonly (readonly string[])[];

function contentOf(keyword: string, rest: string, ...[flags, heredocs]: readonly Pairs[]): string {
  return JSON.stringify([keyword, rest, flags ?? [], heredocs ?? []]);
}
