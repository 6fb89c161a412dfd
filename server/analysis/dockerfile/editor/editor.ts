import type { AllowChange, StageChange } from "../../model/change.ts";
import { applyEdits, type Edit } from "../../text/edit.ts";
import { type Place, samePlace } from "../../text/span.ts";
import { KEYWORDS, parseDockerfile } from "../syntax/parse.ts";
import { isTemplateLine } from "../syntax/template.ts";
import type { DockerfileTree, Instruction } from "../syntax/tree.ts";
import { type EditPlan, isAsPlanned, NO_PLAN } from "./edit-plan.ts";
import { partAround } from "./partial-file.ts";
import { isReadAlike } from "./second-opinion.ts";
import { lineStart, userPosition } from "./user-position.ts";

/**
 * The text edits that apply the changes, all or none. They keep the file's line endings, indentation and the case of
 * its keywords, and touch only the lines that they are about. The part around them is parsed again and must differ in
 * exactly the changes. A second parser, written by others, must agree with ours on the whole file before and on that
 * part after. Undefined if one of these checks fails, if a place is not found, and for files that are broken or
 * templates.
 */
export function editDockerfile(
  tree: DockerfileTree,
  changes: readonly (StageChange | AllowChange)[],
): readonly Edit[] | undefined {
  if (tree.inputErrors.length > 0 || tree.instructions.some(isUncertain)) return undefined;
  const plans: EditPlan[] = [];
  for (const change of changes) {
    const plan = planned(tree, change);
    if (!plan) return undefined;
    plans.push(plan);
  }
  const edits = plans.flatMap((plan) => plan.edits);
  return edits.length === 0 || isProven(tree, plans) ? edits : undefined;
}

/** Whether the edits do what the plans say, and a parser that others wrote finds the same instructions as ours before and after them. */
function isProven(tree: DockerfileTree, plans: readonly EditPlan[]): boolean {
  const part = partAround(tree, plans);
  const text = applyEdits(
    part.tree.text,
    part.plans.flatMap((plan) => plan.edits),
  );
  if (text === undefined) return false;
  const after = parseDockerfile(tree.file, text);
  return isAsPlanned(part.tree, after, part.plans) && isReadAlike(tree) && isReadAlike(after);
}

function isUncertain({ complete, keyword }: Instruction): boolean {
  return !complete || isTemplateLine(keyword);
}

function planned(tree: DockerfileTree, change: StageChange | AllowChange): EditPlan | undefined {
  switch (change.do) {
    case "set-user":
      return setUser(tree, change);
    case "remove-instruction":
      return removeInstruction(tree, change.at);
    case "replace-text":
      return replaceText(tree, change.at, change.value);
    case "allow":
      return allow(tree, change);
  }
}

function setUser(tree: DockerfileTree, change: StageChange & { do: "set-user" }): EditPlan | undefined {
  const { user, comment } = change;
  const position = userPosition(tree, change.stage);
  // What nobody knows may be what sets the user.
  if (!position || tree.instructions.some(({ keyword }) => !KEYWORDS.has(keyword))) return undefined;
  if (user === "" || !isOneLine(user) || !isOneLine(comment ?? "")) return undefined;
  if (position.kind === "replace") {
    const { index, at } = position;
    return { ...NO_PLAN, edits: [{ ...at, newText: user }], changed: [index] };
  }
  const written = tree.text.slice(change.stage.start, change.stage.end);
  const keyword = written === written.toLowerCase() ? "user" : "USER";
  const lines = [...(comment === undefined ? [] : [`# ${comment}`]), `${keyword} ${user}`];
  return {
    ...NO_PLAN,
    edits: [inserted(tree, position.at, lines, position.kind)],
    added: [{ before: position.index, keyword: "USER", rest: user }],
    comments: comment === undefined ? 0 : 1,
  };
}

function removeInstruction(tree: DockerfileTree, at: Place): EditPlan | undefined {
  const index = instructionAt(tree, at);
  const instruction = tree.instructions[index];
  if (!instruction || instruction.keyword === "FROM") return undefined;
  const { file, text } = tree;
  const start = lineStart(text, instruction.whole.start);
  const feed = text.indexOf("\n", instruction.whole.end);
  const lost = tree.comments.filter(
    (comment) => comment.at.start >= start && comment.at.end <= instruction.whole.end,
  ).length;
  const range = feed < 0 ? { start: lineEndBefore(text, start), end: text.length } : { start, end: feed + 1 };
  return { ...NO_PLAN, edits: [{ file, ...range, newText: "" }], removed: [index], comments: -lost };
}

function replaceText(tree: DockerfileTree, at: Place, value: string): EditPlan | undefined {
  const index = instructionAt(tree, at);
  const instruction = tree.instructions[index];
  if (!instruction || at.end > instruction.whole.end) return undefined;
  if (samePlace(at, instruction.at)) return replaceKeyword(instruction, index, value);
  if (at.start < instruction.at.end) return undefined;
  return { ...NO_PLAN, edits: [{ ...at, newText: value }], changed: [index] };
}

/** An instruction that nobody knows goes and another comes, with the same behind it. */
function replaceKeyword(
  { keyword: old, at, rest, flags, heredocs }: Instruction,
  index: number,
  keyword: string,
): EditPlan | undefined {
  if (KEYWORDS.has(old) || !KEYWORDS.has(keyword) || flags.length + heredocs.length > 0) return undefined;
  const added = [{ before: index, keyword, rest: rest.text }];
  return { ...NO_PLAN, edits: [{ ...at, newText: keyword }], removed: [index], added };
}

/** The comment goes above the instruction, above its stage's `FROM`, or to the top of the file but below parser directives. */
function allow(tree: DockerfileTree, { at, rules, reason, scope }: AllowChange): EditPlan | undefined {
  const line = `# bulkhead: allow ${rules.join(", ")}${reason === "" ? "" : ` -- ${reason}`}`;
  const instruction =
    scope === "file" ? undefined : tree.instructions[scope === "line" ? instructionAt(tree, at) : stageAt(tree, at)];
  if (!isOneLine(line) || rules.length === 0 || (scope !== "file" && !instruction)) return undefined;
  const position = instruction ? lineStart(tree.text, instruction.whole.start) : topOf(tree);
  return { ...NO_PLAN, edits: [inserted(tree, position, [line], "above")], comments: 1 };
}

/** The offset behind the byte order mark and the parser directives. */
function topOf({ text, directives }: DockerfileTree): number {
  const last = directives.at(-1);
  if (!last) return text.startsWith("\uFEFF") ? 1 : 0;
  const feed = text.indexOf("\n", last.at.end);
  return feed < 0 ? text.length : feed + 1;
}

/** `above`: at the start of a line, indented like it; `below`: at the end of one, at the margin. */
function inserted(
  { file, text }: DockerfileTree,
  at: number,
  lines: readonly string[],
  where: "above" | "below",
): Edit {
  const ending = /\r\n|\n/.exec(text)?.[0] ?? "\n";
  const indent = where === "above" ? (/^[ \t]*/.exec(text.slice(at, at + 256))?.[0] ?? "") : "";
  const newText = lines.map((line) => (where === "above" ? `${indent}${line}${ending}` : `${ending}${line}`)).join("");
  return { file, start: at, end: at, newText };
}

function isOneLine(text: string): boolean {
  return !/[\r\n\0]/.test(text);
}

function instructionAt({ instructions }: DockerfileTree, at: Place): number {
  return instructions.findIndex(({ whole }) => whole.start <= at.start && at.start <= whole.end);
}

function stageAt({ instructions }: DockerfileTree, at: Place): number {
  return instructions.findLastIndex(({ keyword, whole }) => keyword === "FROM" && whole.start <= at.start);
}

function lineEndBefore(text: string, start: number): number {
  if (start < 1 || text.charAt(start - 1) !== "\n") return start;
  return text.charAt(start - 2) === "\r" ? start - 2 : start - 1;
}
