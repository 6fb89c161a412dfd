import { allowIn } from "../../model/allow-comment.ts";
import type { AllowChange, ServiceChange } from "../../model/change.ts";
import type { Edit } from "../../text/edit.ts";
import type { Place } from "../../text/span.ts";
import { hasOtherLineBreaks } from "../../yaml/lexemes.ts";
import { parseYamlFile } from "../../yaml/parse.ts";
import type { YamlFile } from "../../yaml/yaml-file.ts";
import { planAdd } from "./add.ts";
import { planAllow } from "./allow.ts";
import { planAppend } from "./append.ts";
import { keepsComments } from "./comments.ts";
import { type EditContext, type Plan, pageOf } from "./edit-context.ts";
import { trailToSubject } from "./node-path.ts";
import { type Part, partAround } from "./partial-file.ts";
import { planPut } from "./put.ts";
import { planRemove, planRemoveAt } from "./remove.ts";
import { planRename } from "./rename.ts";
import { planReplaceAt } from "./replace.ts";
import { planSet } from "./set.ts";
import { TextDraft } from "./text-draft.ts";
import { sameTree } from "./tree-equality.ts";
import { planWriteAt } from "./write-at.ts";

export type ComposeChange = ServiceChange | AllowChange;

/**
 * The text edits that apply the changes to a Compose file, one after the other. Places locate values in the file as
 * it is given. After each step the text is parsed again and compared with the old tree to which the same change was
 * applied, over all services and documents. Undefined if the two differ, if a comment is lost, or if a change cannot
 * be made.
 */
export function editCompose(file: YamlFile, changes: readonly ComposeChange[]): readonly Edit[] | undefined {
  if (!canBeEdited(file)) return undefined;
  const part = partAround(
    file,
    changes.map((change) => placeOf(change).start),
  );
  const moved = part && movedChanges(part, file, changes);
  const inPart = part && moved && editWhole(part.file, moved);
  return (inPart && part?.whole(inPart)) ?? editWhole(file, changes);
}

/** Whether any edit of the file can be proved. Found out once, since it takes reading the file, and a file may have a hundred thousand fixes. */
function canBeEdited(file: YamlFile): boolean {
  const known = EDITABLE.get(file);
  if (known !== undefined) return known;
  const can = !file.broken && file.comments.length <= MOST_COMMENTS && !hasOtherLineBreaks(file.text);
  EDITABLE.set(file, can);
  return can;
}

const EDITABLE = new WeakMap<YamlFile, boolean>();

/** Proving an edit compares all comments; a file with more of them was made to take long. */
const MOST_COMMENTS = 20_000;

/** The changes as the part has them; undefined where one of them has its place elsewhere. */
function movedChanges(
  part: Part,
  file: YamlFile,
  changes: readonly ComposeChange[],
): readonly ComposeChange[] | undefined {
  const moved: ComposeChange[] = [];
  for (const change of changes) {
    const place = placeOf(change);
    const at = place.file === file.file ? part.moved(place) : undefined;
    if (at === undefined) return undefined;
    moved.push(changeAt(change, at));
  }
  return moved;
}

function editWhole(file: YamlFile, changes: readonly ComposeChange[]): readonly Edit[] | undefined {
  let draft = TextDraft.of(file.file, file.text);
  let current = file;
  for (const change of changes) {
    const moved = movedTo(draft, file.file, change);
    const step = moved && stepped(draft, current, moved);
    if (step === undefined) return undefined;
    draft = step.draft;
    current = step.file;
  }
  return draft.edits();
}

interface Stepped {
  readonly draft: TextDraft;
  readonly file: YamlFile;
}

/** Makes one change; undefined where it cannot be made, or where something else came of it. */
function stepped(draft: TextDraft, file: YamlFile, change: ComposeChange): Stepped | undefined {
  const plan = planFor(pageOf(file), change);
  if (plan === undefined) return undefined;
  if (plan.splices.length === 0) return { draft, file };
  const next = draft.with(plan.splices);
  if (next === undefined) return undefined;
  const parsed = parseYamlFile(file.file, next.text);
  return holds(file, parsed, plan) && isDone(parsed, change) ? { draft: next, file: parsed } : undefined;
}

/** The change with its place in the draft; undefined where the place is gone or lies in another file. */
function movedTo(draft: TextDraft, file: string, change: ComposeChange): ComposeChange | undefined {
  const old = placeOf(change);
  const span = old.file === file ? draft.now(old) : undefined;
  return span && changeAt(change, { file, ...span });
}

function placeOf(change: ComposeChange): Place {
  return "at" in change ? change.at : change.service.at;
}

function changeAt(change: ComposeChange, at: Place): ComposeChange {
  return "at" in change ? { ...change, at } : { ...change, service: { ...change.service, at } };
}

function planFor(page: EditContext, change: ComposeChange): Plan | undefined {
  if (change.do === "allow") return planAllow(page, change);
  if (change.do === "remove-at") return planRemoveAt(page, change.at);
  if (change.do === "replace-at") return planReplaceAt(page, change.at, change.value);
  if (change.do === "write-at") return planWriteAt(page, change.at, change.value);
  if (change.do === "rename") return planRename(page, change.at, change.name);
  const trail = trailToSubject(page.file.documents, change.service.at);
  if (trail === undefined) return undefined;
  if (change.do === "remove") return planRemove(page, trail, change.path);
  if (change.do === "put") return planPut(page, trail, change);
  if (change.do === "add") return planAdd(page, trail, change);
  const comment = change.comment?.replace(/\s+/g, " ").trim();
  if (change.do === "append") return planAppend(page, trail, { path: change.path, items: change.items, comment });
  return planSet(page, trail, { path: change.path, value: change.value, comment });
}

/** Whether a parsed text holds what was planned, and every comment of the old one. */
function holds(before: YamlFile, after: YamlFile, { roots }: Plan): boolean {
  if (after.broken || after.documents.length !== roots.length) return false;
  return after.documents.every(({ root }, index) => sameTree(root, roots[index])) && keepsComments(before, after);
}

/** Whether a comment that allows became one, and did not end up in a text. */
function isDone(after: YamlFile, change: ComposeChange): boolean {
  if (change.do !== "allow") return true;
  return after.comments.some((comment) => {
    const ids = new Set(allowIn(after.text, comment)?.ids.map(({ id }) => id));
    return change.rules.every((rule) => ids.has(rule));
  });
}
