import { parseYamlFile } from "../../yaml/parse.ts";
import type { YamlFile } from "../../yaml/yaml-file.ts";
import { type ComposeCursor, composeCursorAt } from "../hover/compose-cursor.ts";
import type { Completion } from "./item.ts";

/** No keyboard types it; it makes a word of the place where the cursor is, which may be empty. */
const MARK = "\uE000";

/** The place in a YAML file that a value is being typed at. */
export interface TypedValue extends Pick<Completion, "at"> {
  readonly path: readonly string[];
  /** What stands there already; editors show only what it could be the beginning of. */
  readonly typed: string;
  /** The file as if a word stood at the cursor. */
  readonly file: YamlFile;
  /**
   * How an item of a list is to be written there: as it is in a list, as `- item` on a line of its own, as `[item]` behind the list's key. Where none
   * can be written, because quotes stand around, `none`.
   */
  readonly asItem: "item" | "line" | "flow" | "none";
}

/** The place in a YAML file that a key is being typed at; `path` leads to its mapping, of which `siblings` are the other keys. */
export interface TypedKey extends Pick<Completion, "at"> {
  readonly path: readonly string[];
  readonly siblings: ReadonlySet<string>;
  /** Whether a colon stands behind it already. */
  readonly hasColon: boolean;
}

/**
 * Finds the value that is being typed at an offset. The file is read as if a word stood there, since half-typed YAML has nothing to be found by:
 * behind `pid: ` and in `[]` there is no value yet. Undefined on a key, in a comment, and where an escape in quotes hides how long the word is.
 */
export function typedValueAt(uri: string, text: string, offset: number): TypedValue | undefined {
  const file = parseYamlFile(uri, text.slice(0, offset) + MARK + text.slice(offset));
  const cursor = composeCursorAt(file, offset);
  const [before, after, more] = cursor?.value?.text.split(MARK) ?? [];
  if (!cursor || before === undefined || after === undefined || more !== undefined) return undefined;
  const at = { file: uri, start: offset - before.length, end: offset + after.length };
  if (text.slice(at.start, at.end) !== before + after) return undefined;
  return { at, path: cursor.path, typed: before + after, file, asItem: itemForm(cursor, lineBefore(text, at.start)) };
}

/** A dash with nothing behind it is not yet a list's, but a text. */
function itemForm({ inList, value }: ComposeCursor, before: string): TypedValue["asItem"] {
  if (inList === true) return "item";
  if (value?.quotes !== "plain") return "none";
  return before.trim() === "" ? "line" : "flow";
}

/** Finds the key that is being typed at an offset, whether a colon stands behind it yet or not. */
export function typedKeyAt(uri: string, text: string, offset: number): TypedKey | undefined {
  if (!KEY_START.test(lineBefore(text, offset))) return undefined;
  const [rest = ""] = /^[\w-]*/.exec(text.slice(offset, offset + LONGEST_KEY)) ?? [];
  const end = offset + rest.length;
  const behind = text.slice(end, end + LONGEST_KEY);
  // Before another word, in the indentation of a key say, no key can be written.
  if (!/^[ \t]*(?:$|[\r\n:#,}\]])/.test(behind)) return undefined;
  const hasColon = /^[ \t]*:/.test(behind);
  const file = parseYamlFile(uri, text.slice(0, offset) + MARK + rest + (hasColon ? "" : ": ") + text.slice(end));
  const cursor = composeCursorAt(file, offset);
  const [before, after] = cursor?.path.at(-1)?.split(MARK) ?? [];
  if (!cursor || cursor.value || before === undefined || after === undefined) return undefined;
  const path = cursor.path.slice(0, -1);
  const at = { file: uri, start: offset - before.length, end: offset + after.length };
  return { at, path, siblings: new Set(cursor.mapping?.entries.keys()), hasColon };
}

/** What may stand on a line before a key and in it. */
const KEY_START = /^(?:[ \t]*(?:-[ \t]+)?|.*[{,][ \t]*)[\w-]*$/;

/** In characters; no key of ours is longer. */
const LONGEST_KEY = 100;

function lineBefore(text: string, offset: number): string {
  return text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
}
