import { applyEdits, difference, type Edit } from "../text/edit.ts";
import { nextToken, withoutMember } from "../text/members.ts";
import type { Span } from "../text/span.ts";
import type { Entry, Mapping, Node, Sequence } from "../yaml/tree.ts";
import { type JsonFile, type JsonPath, nodeAtPath } from "./json-file.ts";
import { parseJson } from "./parse.ts";

type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What is to change in a file of JSON. A key or list that is not there yet is made, below an object that is. */
export type JsonChange =
  | { readonly do: "set"; readonly path: JsonPath; readonly value: JsonValue }
  | { readonly do: "append"; readonly path: JsonPath; readonly items: readonly JsonValue[] }
  /** Puts items in front of the one that the path leads to. */
  | { readonly do: "insert"; readonly path: JsonPath; readonly items: readonly JsonValue[] }
  /** The last member of a list or an object takes its key with it. */
  | { readonly do: "remove"; readonly path: JsonPath };

/**
 * The text edits that apply the changes, all or none, in the layout of the file. The result is read again: it must hold exactly what was meant, and every
 * comment. Undefined where that cannot be had.
 */
export function editJson(file: JsonFile, changes: readonly JsonChange[]): readonly Edit[] | undefined {
  if (file.broken || file.root === undefined || file.text.length > LONGEST_TEXT) return undefined;
  let current = file;
  let meant = plain(file.root);
  for (const change of [...changes].sort(removalsLast)) {
    const path = wholePath(current.root, change);
    const edits = editsOf(current, change, path);
    const text = edits && applyEdits(current.text, edits);
    if (text === undefined) return undefined;
    meant = changed(meant, path, change);
    current = parseJson(file.file, text);
  }
  const isMeant = !current.broken && JSON.stringify(current.root && plain(current.root)) === JSON.stringify(meant);
  return isMeant && hasAllComments(file, current) ? difference(file.file, file.text, current.text) : undefined;
}

/** In UTF-16 code units. Each change reads the whole text again. */
const LONGEST_TEXT = 100_000;

/** What comes into a list or goes out of it from the end on moves nothing that is still to be found. */
function removalsLast(a: JsonChange, b: JsonChange): number {
  const moves = ({ do: what }: JsonChange): boolean => what === "remove" || what === "insert";
  if (!moves(a) || !moves(b)) return Number(moves(a)) - Number(moves(b));
  const index = (path: JsonPath): number => (typeof path.at(-1) === "number" ? Number(path.at(-1)) : -1);
  return index(b.path) - index(a.path);
}

/** Without what would stay empty. */
function wholePath(root: Node | undefined, { do: what, path }: JsonChange): JsonPath {
  let whole = path;
  while (what === "remove" && whole.length > 1 && sizeOf(nodeAtPath(root, whole.slice(0, -1))) === 1)
    whole = whole.slice(0, -1);
  return whole;
}

function sizeOf(node: Node | undefined): number {
  return node?.kind === "mapping" ? node.entries.size : node?.kind === "sequence" ? node.items.length : 0;
}

function editsOf(file: JsonFile, change: JsonChange, path: JsonPath): readonly Edit[] | undefined {
  const at = (start: number, end: number, newText: string): Edit => ({ file: file.file, start, end, newText });
  const node = nodeAtPath(file.root, path);
  if (change.do === "remove") return node && removal(file, path)?.map(({ start, end }) => at(start, end, ""));
  if (change.do === "set" && node !== undefined) {
    const { start, end } = wholeOf(node);
    return [at(start, end, JSON.stringify(change.value))];
  }
  if (change.do === "insert") {
    if (node === undefined) return undefined;
    const { start } = wholeOf(node);
    const indent = file.text.slice(file.text.lastIndexOf("\n", start - 1) + 1, start);
    const isFirst = start > indent.length && indent.trim() === "";
    const eol = file.text.charAt(start - indent.length - 2) === "\r" ? "\r\n" : "\n";
    const between = isFirst ? `,${eol}${indent}` : ", ";
    return [at(start, start, change.items.map((item) => written(item) + between).join(""))];
  }
  if (change.do === "append" && node !== undefined) {
    if (node.kind !== "sequence") return undefined;
    return insertion(file, node, change.items.map(written)).map(([offset, text]) => at(offset, offset, text));
  }
  const outer = nodeAtPath(file.root, path.slice(0, -1));
  const key = path.at(-1);
  if (outer?.kind === "mapping" && typeof key === "string") {
    const value = change.do === "set" ? change.value : change.items;
    const member = `${JSON.stringify(key)}: ${written(value)}`;
    return insertion(file, outer, [member]).map(([offset, text]) => at(offset, offset, text));
  }
  // An object that is not there is made with its member.
  if (outer !== undefined || path.length < 2 || typeof key !== "string") return undefined;
  const value = { [key]: change.do === "set" ? change.value : change.items };
  return editsOf(file, { do: "set", path: path.slice(0, -1), value }, path.slice(0, -1));
}

/** On one line, with a blank behind each comma and colon. */
function written(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${written(one)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

type Insertion = readonly [offset: number, text: string];

/** Members behind the last one of an object or a list: each on a line of its own where the last one begins a line. */
function insertion(file: JsonFile, around: Mapping | Sequence, members: readonly string[]): readonly Insertion[] {
  const { text } = file;
  const { start } = wholeOf(around);
  const last = spansIn(around).at(-1);
  if (last === undefined)
    return [[start + 1, around.kind === "mapping" ? ` ${members.join(", ")} ` : members.join(", ")]];
  const line = text.lastIndexOf("\n", last.start - 1) + 1;
  const indent = text.slice(line, last.start);
  const comma = nextToken(file, last.end);
  const hasComma = text.charAt(comma) === ",";
  const separate: readonly Insertion[] = hasComma ? [] : [[last.end, ","]];
  if (line === 0 || indent.trim() !== "") {
    const end = hasComma ? comma + 1 : last.end;
    return [[end, `${hasComma ? " " : ", "}${members.join(", ")}${hasComma ? "," : ""}`]];
  }
  const eol = text.charAt(line - 2) === "\r" ? "\r\n" : "\n";
  // Behind a comment that ends the line of the last member.
  const close = wholeOf(around).end - 1;
  const end = Math.min(endOfLine(text, hasComma ? comma + 1 : last.end), close);
  const isClosedThere = end === close;
  const from = isClosedThere ? (hasComma ? comma + 1 : last.end) : end;
  const lines = members.map((member) => `${eol}${indent}${member}`).join(",");
  return [...separate, [from, `${lines}${hasComma ? "," : ""}`]];
}

function endOfLine(text: string, from: number): number {
  const feed = text.indexOf("\n", from);
  const end = feed < 0 ? text.length : feed;
  return text.charAt(end - 1) === "\r" ? end - 1 : end;
}

/** Takes a member with one of its commas away; comments stay. */
function removal({ root, ...file }: JsonFile, path: JsonPath): readonly Span[] | undefined {
  const around = nodeAtPath(root, path.slice(0, -1));
  if (around === undefined || around.kind === "scalar") return undefined;
  const names = around.kind === "mapping" ? [...around.entries.keys()] : [...around.items.keys()];
  const index = (names as readonly unknown[]).indexOf(path.at(-1));
  return withoutMember(file, wholeOf(around), spansIn(around), index);
}

function spansIn(around: Mapping | Sequence): readonly Span[] {
  if (around.kind === "sequence") return around.items.map(({ value }) => wholeOf(value));
  return [...around.entries.values()]
    .map(({ key, value }: Entry) => ({ start: key.start, end: wholeOf(value).end }))
    .sort((a, b) => a.start - b.start);
}

function wholeOf(node: Node): Span {
  return node.whole ?? node.at;
}

/** The value without its places. */
function plain(node: Node): JsonValue {
  if (node.kind === "sequence") return node.items.map(({ value }) => plain(value));
  if (node.kind === "mapping")
    return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plain(value)] as const));
  if (node.quotes === "double") return node.text;
  // A number stays as it is written, so that no digit is lost.
  return node.text === "null"
    ? null
    : node.text === "true"
      ? true
      : node.text === "false"
        ? false
        : [`number ${node.text}`];
}

/** The value after a change, which no text was asked about. */
function changed(value: JsonValue, path: JsonPath, change: JsonChange): JsonValue {
  const [step, ...rest] = path;
  if (step === undefined) {
    if (change.do === "append") return [...(Array.isArray(value) ? value : []), ...change.items.map(asPlain)];
    return change.do === "set" ? asPlain(change.value) : value;
  }
  if (Array.isArray(value)) {
    if (rest.length === 0 && change.do === "insert")
      return value.flatMap((item: JsonValue, index) =>
        index === step ? [...change.items.map(asPlain), item] : [item],
      );
    if (rest.length === 0 && change.do === "remove") return value.filter((_, index) => index !== step);
    return value.map((item: JsonValue, index) => (index === step ? changed(item, rest, change) : item));
  }
  const members = typeof value === "object" && value !== null ? Object.entries(value as Record<string, JsonValue>) : [];
  if (rest.length === 0 && change.do === "remove") return Object.fromEntries(members.filter(([key]) => key !== step));
  const known = members.some(([key]) => key === step);
  const all: [string, JsonValue][] = known ? members : [...members, [String(step), rest.length > 0 ? {} : []]];
  return Object.fromEntries(all.map(([key, one]) => [key, key === step ? changed(one, rest, change) : one]));
}

function asPlain(value: JsonValue): JsonValue {
  if (typeof value === "number") return [`number ${value}`];
  if (Array.isArray(value)) return value.map(asPlain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asPlain(one)]));
}

function hasAllComments(before: JsonFile, after: JsonFile): boolean {
  const texts = ({ comments, text }: JsonFile): string =>
    JSON.stringify(comments.map(({ start, end }) => text.slice(start, end)));
  return texts(before) === texts(after);
}
