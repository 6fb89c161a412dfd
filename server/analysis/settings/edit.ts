import type { Rule } from "../rules/rule.ts";
import { applyEdits, type Edit } from "../text/edit.ts";
import { Lines } from "../text/lines.ts";
import { parseYamlFile } from "../yaml/parse.ts";
import { entryOf, type Mapping, wholeOf } from "../yaml/tree.ts";
import { readSettings } from "./read.ts";

/** A file of settings that turns a rule off and says nothing else. */
export function settingsTurningOff(rule: Rule): string {
  return `# Settings of Bulkhead, for everything in this directory and below.\nrules:\n  ${entryText(rule)}\n`;
}

/**
 * The edits that turn a rule off in a file of settings and change nothing else. Undefined if the file is broken, or
 * has a form that no entry can be added to safely.
 */
export function turningOff(file: string, text: string, rule: Rule): readonly Edit[] | undefined {
  const { documents, broken } = parseYamlFile(file, text);
  const root = documents[0]?.root;
  if (broken || documents.length > 1 || (root && root.kind !== "mapping")) return undefined;
  const edit = root ? editIn(root, text, rule) : { at: text.length, end: text.length, newText: block(text, rule) };
  if (!edit) return undefined;
  const edits = [{ file, start: edit.at, end: edit.end, newText: edit.newText }];
  const after = applyEdits(text, edits);
  return after !== undefined && isTurnedOff(file, text, after, rule.id) ? edits : undefined;
}

interface Replacement {
  readonly at: number;
  readonly end: number;
  readonly newText: string;
}

function editIn(root: Mapping, text: string, rule: Rule): Replacement | undefined {
  const rules = entryOf(root, "rules");
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  if (!rules) {
    return root.style === "block" ? { at: text.length, end: text.length, newText: block(text, rule) } : undefined;
  }
  const { value, key } = rules;
  if (value.kind === "scalar" && value.text === "") {
    const at = new Lines(text).end(new Lines(text).positionAt(key.end).line);
    return { at, end: at, newText: `${lineBreak}  ${entryText(rule)}` };
  }
  if (value.kind !== "mapping") return undefined;
  const known = value.entries.get(rule.id)?.value;
  if (known) {
    const { start, end } = wholeOf(known);
    return { at: start, end, newText: "off" };
  }
  const [first] = value.entries.values();
  if (value.style === "flow") {
    const at = wholeOf(value).start + 1;
    return { at, end: at, newText: first ? ` ${rule.id}: off,` : ` ${rule.id}: off ` };
  }
  if (!first) return undefined;
  const { start } = first.key;
  const indent = " ".repeat(new Lines(text).positionAt(start).column);
  return { at: start, end: start, newText: `${entryText(rule)}${lineBreak}${indent}` };
}

/** The key `rules` with its one entry, for the end of a file. */
function block(text: string, rule: Rule): string {
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  const before = text === "" || /[\r\n]$/.test(text) ? "" : lineBreak;
  return `${before}rules:${lineBreak}  ${entryText(rule)}${lineBreak}`;
}

function entryText({ id, docs }: Rule): string {
  return `${id}: off # ${docs.title}`;
}

/** Whether the rule is off after the edit, and every other setting as it was. */
function isTurnedOff(file: string, before: string, after: string, rule: string): boolean {
  const ids = (text: string): ReadonlySet<string> => new Set([rule, ...(text.match(/[a-z][a-z0-9-]*/g) ?? [])]);
  const [old, now] = [before, after].map((text) => readSettings(file, text, ids(before)));
  if (!old || !now || now.inputErrors.length > old.inputErrors.length || now.settings.rules?.get(rule) !== "off")
    return false;
  const others = ({ settings: { rules, ...rest } }: typeof old) =>
    JSON.stringify([rest, [...(rules ?? [])].filter(([id]) => id !== rule)], withoutPlaces);
  return others(old) === others(now);
}

/** What stands further down the file has moved. */
function withoutPlaces(key: string, value: unknown): unknown {
  return key === "at" ? undefined : value;
}
