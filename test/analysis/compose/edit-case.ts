import assert from "node:assert/strict";
import { type ComposeChange, editCompose } from "../../../server/analysis/compose/editor/editor.ts";
import type { ServiceKey, Written } from "../../../server/analysis/model/change.ts";
import { applyEdits } from "../../../server/analysis/text/edit.ts";
import type { Place } from "../../../server/analysis/text/span.ts";
import { parseYamlFile } from "../../../server/analysis/yaml/parse.ts";
import { entryOf, nodeAt } from "../../../server/analysis/yaml/tree.ts";
import type { YamlFile } from "../../../server/analysis/yaml/yaml-file.ts";

const FILE = "file:///compose.yaml";

/** A change that finds its places in the file at hand; all are about the service `web`. */
export type ChangeIn = (file: YamlFile) => ComposeChange;

export function composeFile(text: string): YamlFile {
  return parseYamlFile(FILE, text);
}

export function serviceKey(file: YamlFile, name: string): ServiceKey {
  const entry = entryOf(nodeAt(file.documents[0]?.root, "services"), name);
  assert.ok(entry, `there is no service ${name}`);
  return { name, at: entry.key };
}

/** The place of the nth occurrence of a text. */
function placeOf({ text }: YamlFile, part: string, nth: number): Place {
  let start = -1;
  for (let i = 0; i <= nth; i++) start = text.indexOf(part, start + 1);
  assert.ok(start >= 0, `there is no ${part}`);
  return { file: FILE, start, end: start + part.length };
}

const path = (dotted: string): readonly string[] => dotted.split(".");

export function set(dotted: string, value: Written, comment?: string): ChangeIn {
  return (file) => ({
    do: "set",
    service: serviceKey(file, "web"),
    path: path(dotted),
    value,
    ...(comment === undefined ? {} : { comment }),
  });
}

export function append(dotted: string, items: readonly Written[], comment?: string): ChangeIn {
  return (file) => ({
    do: "append",
    service: serviceKey(file, "web"),
    path: path(dotted),
    items,
    ...(comment === undefined ? {} : { comment }),
  });
}

export function remove(dotted: string): ChangeIn {
  return (file) => ({ do: "remove", service: serviceKey(file, "web"), path: path(dotted) });
}

export function removeAt(part: string, nth = 0): ChangeIn {
  return (file) => ({ do: "remove-at", at: placeOf(file, part, nth) });
}

export function replaceAt(part: string, value: string, nth = 0): ChangeIn {
  return (file) => ({ do: "replace-at", at: placeOf(file, part, nth), value });
}

export function allow(part: string, scope: "line" | "subject" | "file", reason = "because"): ChangeIn {
  return (file) => ({ do: "allow", at: placeOf(file, part, 0), rules: ["host-pid"], reason, scope });
}

/** The text after the changes; undefined where the editor refuses them. */
export function edited(text: string, ...changes: readonly ChangeIn[]): string | undefined {
  const file = composeFile(text);
  const edits = editCompose(
    file,
    changes.map((change) => change(file)),
  );
  if (edits === undefined) return undefined;
  const result = applyEdits(text, edits);
  assert.ok(result !== undefined, "the edits overlap");
  return result;
}
