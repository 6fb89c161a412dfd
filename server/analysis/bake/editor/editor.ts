import { hclAllows } from "../../hcl/allows.ts";
import { editHcl, type HclChange } from "../../hcl/edit.ts";
import { editJson, type JsonChange } from "../../json/edit.ts";
import { type JsonFile, pathTo } from "../../json/json-file.ts";
import type { AllowChange, ServiceChange } from "../../model/change.ts";
import type { Edit } from "../../text/edit.ts";
import { holds, type Place } from "../../text/span.ts";
import { allowLineEdit, type LineAllow } from "../../yaml/line-allows.ts";
import type { BakeFile } from "../syntax/tree.ts";

/**
 * The text edits that apply the changes to a bake file, all or none: what is written in it goes, or a text is replaced. Undefined for all else, and where a
 * variable or an expression holds what is to change.
 */
export function editBake(
  bake: BakeFile,
  changes: readonly (ServiceChange | AllowChange)[],
): readonly Edit[] | undefined {
  const own = changes.flatMap((change) => (change.do === "allow" ? [] : [change]));
  const comments = changes.flatMap((change) => (change.do === "allow" ? [allowEdit(bake, change)] : []));
  const made = own.length === 0 ? [] : edited(bake, own);
  if (made === undefined || comments.includes(undefined)) return undefined;
  return [...comments.flatMap((one) => one ?? []), ...made];
}

/** The comments that allow findings; JSON of bake's has none. */
export function bakeAllows({ source }: BakeFile): readonly LineAllow[] {
  return source.kind === "hcl" ? hclAllows(source.hcl) : [];
}

/** A comment for a target stands above it. */
function allowEdit({ source, targets }: BakeFile, change: AllowChange): Edit | undefined {
  if (source.kind === "json") return undefined;
  const target = change.scope === "subject" ? targets.find(({ whole }) => holds(whole, change.at)) : undefined;
  return allowLineEdit("#", source.hcl, target === undefined ? change : { ...change, scope: "line", at: target.whole });
}

/** What a variable holds is others' too, so that nothing is changed outside of targets. */
function edited({ source, targets }: BakeFile, changes: readonly ServiceChange[]): readonly Edit[] | undefined {
  const wanted = changes.flatMap((change): readonly HclChange[] => {
    if (change.do === "remove-at") return [{ do: "remove", at: change.at }];
    return change.do === "replace-at" ? [{ do: "replace", at: change.at, text: change.value }] : [];
  });
  const isInside = ({ at }: HclChange): boolean => targets.some(({ whole }) => holds(whole, at));
  if (wanted.length < changes.length || !wanted.every(isInside)) return undefined;
  if (source.kind === "hcl") return editHcl(source.hcl, wanted);
  const inJson = wanted.flatMap((change) => jsonChange(source.json, change) ?? []);
  return inJson.length < wanted.length ? undefined : editJson(source.json, inJson);
}

/** What stands in an attribute is at most a member of it, `target.app.args.TOKEN`: what is deeper goes as a whole. */
function jsonChange({ root }: JsonFile, change: HclChange): JsonChange | undefined {
  const path = memberPath(root, change.at);
  if (path === undefined) return undefined;
  return change.do === "remove" ? { do: "remove", path } : { do: "set", path, value: change.text };
}

function memberPath(root: JsonFile["root"], at: Place): ReturnType<typeof pathTo> {
  const path = pathTo(root, at);
  return path === undefined || path.length < 3 ? undefined : path.slice(0, 4);
}
