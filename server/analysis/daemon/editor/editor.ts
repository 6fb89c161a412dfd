import { type JsonFile, objectOf } from "../../json/json-file.ts";
import { parseJson } from "../../json/parse.ts";
import type { ServiceChange } from "../../model/change.ts";
import { parseUnitFile } from "../../systemd/unit-file.ts";
import { applyEdits, type Edit } from "../../text/edit.ts";
import { holds, type Place, type Span, samePlace } from "../../text/span.ts";
import type { Node } from "../../yaml/tree.ts";
import type { DaemonFile } from "../syntax/tree.ts";
import { daemonOfUnit } from "../syntax/unit-daemon.ts";

/**
 * The text edits that apply the changes to a file of the daemon's, all or none. The file is read again, and what nobody meant to change has to stand there
 * as before. Undefined where that is not so, and for changes that speak of containers.
 */
export function editDaemon(file: DaemonFile, changes: readonly ServiceChange[]): readonly Edit[] | undefined {
  const { source } = file;
  const edits = changes.map((change) => (source.kind === "json" ? inJson(source.json, change) : inUnit(file, change)));
  const made = edits.flatMap((edit) => edit ?? []);
  if (made.length < changes.length) return undefined;
  return (source.kind === "json" ? isJson(source.json, made, changes) : isUnit(file, made)) ? made : undefined;
}

interface Slot {
  /** With its key. */
  readonly start: number;
  readonly end: number;
  readonly value: Node;
  readonly key: Place | undefined;
}

function inJson(json: JsonFile, change: ServiceChange): Edit | undefined {
  const root = objectOf(json);
  if (root === undefined || json.broken) return undefined;
  switch (change.do) {
    case "remove-at":
      return removed(root, change.at, json);
    case "replace-at":
    case "write-at":
      return { ...change.at, newText: JSON.stringify(change.value) };
    case "rename":
      return { ...change.at, newText: JSON.stringify(change.name) };
    default:
      return undefined;
  }
}

/** Removes the member or the item at a place with its comma; a list goes with its last item. */
function removed(node: Node, at: Place, json: JsonFile): Edit | undefined {
  const slots = slotsOf(node);
  const index = slots.findIndex((slot) => holds({ ...at, start: slot.start, end: slot.end }, at));
  const slot = slots[index];
  if (slot === undefined) return undefined;
  const isIt = samePlace(slot.value.at, at) && slot.value.kind === "scalar";
  const isWhole = isIt || (slot.key !== undefined && samePlace(slot.key, at));
  const inner = isWhole ? undefined : slotsOf(slot.value);
  if (inner !== undefined && inner.length > 1) return removed(slot.value, at, json);
  const next = slots[index + 1];
  const before = slots[index - 1];
  const { file } = at;
  if (next !== undefined) return { file, start: slot.start, end: next.start, newText: "" };
  if (before !== undefined) return { file, start: before.end, end: slot.end, newText: "" };
  return { file, start: slot.start, end: slot.end, newText: "" };
}

function slotsOf(node: Node): readonly Slot[] {
  const endOf = (value: Node): number => (value.whole ?? value.at).end;
  if (node.kind === "mapping")
    return [...node.entries.values()].map(({ key, value }) => ({ start: key.start, end: endOf(value), value, key }));
  if (node.kind === "sequence")
    return node.items.map(({ value }) => ({
      start: (value.whole ?? value.at).start,
      end: endOf(value),
      value,
      key: undefined,
    }));
  return [];
}

/** Whether plain JSON comes out that differs in as many top-level keys as there are changes, at most. */
function isJson({ file, text }: JsonFile, edits: readonly Edit[], changes: readonly ServiceChange[]): boolean {
  const after = applyEdits(text, edits);
  if (after === undefined || parseJson(file, after).broken) return false;
  const [old, now] = [plain(text), plain(after)];
  if (old === undefined || now === undefined) return false;
  const keys = new Set([...Object.keys(old), ...Object.keys(now)]);
  const differing = [...keys].filter((key) => JSON.stringify(old[key]) !== JSON.stringify(now[key]));
  const renamed = changes.filter((change) => change.do === "rename").length;
  return differing.length > 0 && differing.length <= changes.length + renamed;
}

function plain(text: string): { readonly [key: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    return typeof value === "object" && value !== null ? (value as { readonly [key: string]: unknown }) : undefined;
  } catch {
    return undefined;
  }
}

function inUnit({ daemon, source }: DaemonFile, change: ServiceChange): Edit | undefined {
  if (change.do !== "remove-at" || source.kind !== "unit") return undefined;
  const { unit, flags } = source;
  const flag = flags.find(({ words }) => holds(words, change.at));
  if (flag === undefined) return undefined;
  return { file: daemon.file, ...withSeparator(unit.text, flag.words), newText: "" };
}

/** With the blanks before it, be it over the end of a line that goes on; what is a line of its own goes with its break. */
function withSeparator(text: string, { start, end }: Span): Span {
  const from = beforeBlanks(text, start);
  const feed = text.startsWith("\r\n", from - 2) ? 2 : text.charAt(from - 1) === "\n" ? 1 : 0;
  const isContinued = feed > 0 && text.charAt(from - feed - 1) === "\\";
  const separator = isContinued ? beforeBlanks(text, from - feed - 1) : from;
  const isLine = start === 0 || text.charAt(start - 1) === "\n";
  const next = text.indexOf("\n", end);
  return isLine ? { start, end: next < 0 ? text.length : next + 1 } : { start: separator, end };
}

/** Whether the flags are those of before but for the ones that went. */
function isUnit({ source, daemon }: DaemonFile, edits: readonly Edit[]): boolean {
  if (source.kind !== "unit") return false;
  const { text, file } = source.unit;
  const after = applyEdits(text, edits);
  const now = after === undefined ? undefined : daemonOfUnit(parseUnitFile(file, after));
  const said = (one: typeof daemon | undefined): readonly string[] =>
    [...(one?.settings.values() ?? [])].flatMap(({ key, items }) => items.map(({ text: item }) => `${key} ${item}`));
  const gone = edits.length;
  const left = said(now?.daemon);
  return left.every((one) => said(daemon).includes(one)) && left.length === said(daemon).length - gone;
}

/** Where the blanks before an offset begin. */
function beforeBlanks(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && /[ \t]/.test(text.charAt(at - 1))) at--;
  return at;
}
