import { applyEdits, difference, type Edit } from "../text/edit.ts";
import { withoutMember } from "../text/members.ts";
import { holds, type Place, type Span, samePlace } from "../text/span.ts";
import { parseHcl } from "./parse.ts";
import type { Attribute, Body, Expression, HclFile, ObjectEntry } from "./tree.ts";

/** What is to change in an attribute of a file. */
export type HclChange =
  /** Takes the member of a list or an object away that holds the place, or the whole attribute; the last member takes its attribute with it. */
  | { readonly do: "remove"; readonly at: Place }
  /** Puts a text in quotes in place of another. */
  | { readonly do: "replace"; readonly at: Place; readonly text: string };

/** In UTF-16 code units. Each change reads the whole text again. */
const LONGEST_TEXT = 100_000;

/**
 * The text edits that apply the changes, all or none. After each the text is read again: nothing else may differ, and every comment has to be there.
 * Undefined where that cannot be had.
 */
export function editHcl(file: HclFile, changes: readonly HclChange[]): readonly Edit[] | undefined {
  if (file.text.length > LONGEST_TEXT) return undefined;
  let current = file;
  // From the end on, so that nothing moves that is still to be found.
  for (const change of [...changes].sort((a, b) => b.at.start - a.at.start)) {
    const next = current.broken ? undefined : changed(current, change);
    if (next === undefined) return undefined;
    current = next;
  }
  return difference(file.file, file.text, current.text);
}

function changed(file: HclFile, change: HclChange): HclFile | undefined {
  const attribute = attributeAt(file.body, change.at);
  if (attribute === undefined) return undefined;
  const edited =
    change.do === "remove" ? removal(file, attribute, change.at) : replacement(attribute, change.at, change.text);
  const text =
    edited &&
    applyEdits(
      file.text,
      edited.spans.map((span) => ({ file: file.file, ...span, newText: edited.newText })),
    );
  const after = text === undefined ? undefined : parseHcl(file.file, text);
  if (edited === undefined || after === undefined || after.broken || commentsOf(file) !== commentsOf(after))
    return undefined;
  return plainOf(file, edited.meant) === plainOf(after, {}) ? after : undefined;
}

interface Edited {
  readonly spans: readonly Span[];
  readonly newText: string;
  readonly meant: Meant;
}

function replacement(attribute: Attribute, at: Place, text: string): Edited | undefined {
  const by = quoted(text);
  return isQuoted(attribute.value, at) ? { spans: [at], newText: by, meant: { replaced: { at, by } } } : undefined;
}

function removal(file: HclFile, attribute: Attribute, at: Place): Edited | undefined {
  const { value } = attribute;
  const members = membersOf(value);
  const index = members.findIndex(({ start, end }) => start <= at.start && at.end <= end);
  const gone = value.kind === "tuple" ? value.items[index] : value.kind === "object" ? value.entries[index] : undefined;
  if (gone === undefined || members.length < 2)
    return { spans: [withLine(file, attribute.whole)], newText: "", meant: { gone: attribute } };
  const spans = withoutMember(file, value.at, members, index);
  return spans && { spans, newText: "", meant: { gone } };
}

/** The innermost attribute that holds a place. */
function attributeAt({ attributes, blocks }: Body, at: Place): Attribute | undefined {
  const inside = ({ whole }: { readonly whole: Span }): boolean => whole.start <= at.start && at.end <= whole.end;
  const block = blocks.find(inside);
  return block === undefined ? attributes.find(inside) : attributeAt(block.body, at);
}

function membersOf(value: Expression): readonly Span[] {
  if (value.kind === "tuple") return value.items.map(({ at }) => at);
  if (value.kind !== "object") return [];
  return value.entries.map(({ key, value: { at } }) => ({ start: key.start, end: at.end }));
}

/** An attribute with its line; one that shares a line with a brace or a comment goes with the blanks before it. */
function withLine(file: HclFile, { start, end }: Span): Span {
  const { text } = file;
  let first = start;
  while (first > 0 && /[ \t]/.test(text.charAt(first - 1))) first--;
  const behind = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(end, end + 256))?.[0];
  const startsLine = first === 0 || text.charAt(first - 1) === "\n";
  if (startsLine && behind !== undefined) return { start: first, end: end + behind.length };
  return startsLine ? { start, end } : { start: first, end };
}

function isQuoted(value: Expression, at: Place): boolean {
  if (value.kind === "text") return value.form === "quoted" && value.at.start === at.start && value.at.end === at.end;
  const inside =
    value.kind === "tuple" ? value.items : value.kind === "object" ? value.entries.map((one) => one.value) : [];
  return inside.some((one) => holds(one.at, at) && isQuoted(one, at));
}

function quoted(text: string): string {
  return JSON.stringify(text)
    .replaceAll("${", () => "$${")
    .replaceAll("%{", () => "%%{");
}

type Plain = string | readonly Plain[];

/** What of a file is taken for another: what goes, and the text that comes in place of one. */
interface Meant {
  readonly gone?: Attribute | Expression | ObjectEntry;
  readonly replaced?: { readonly at: Place; readonly by: string };
}

/** What a file says, without its layout: each attribute by its name, lists and objects by their members, all else as it is written. */
function plainOf(file: HclFile, { gone, replaced }: Meant): string {
  const expression = (one: Expression): Plain => {
    if (one.kind === "tuple") return ["list", ...one.items.filter((item) => item !== gone).map(expression)];
    if (one.kind === "object")
      return [
        "object",
        ...one.entries
          .filter((entry) => entry !== gone)
          .map(({ key, value }): Plain => [file.text.slice(key.start, key.end), expression(value)]),
      ];
    return replaced !== undefined && samePlace(replaced.at, one.at)
      ? replaced.by
      : file.text.slice(one.at.start, one.at.end);
  };
  const body = ({ attributes, blocks }: Body): Plain => [
    attributes.filter((one) => one !== gone).map(({ name, value }): Plain => [name, expression(value)]),
    blocks.map(({ type, labels, body: inner }): Plain => [type, labels.map(({ text }) => text), body(inner)]),
  ];
  return JSON.stringify(body(file.body));
}

function commentsOf({ text, comments }: HclFile): string {
  return JSON.stringify(comments.map(({ start, end }) => text.slice(start, end)));
}
