import { getLocation } from "jsonc-parser";
import type { JsonFile, JsonPath } from "./json-file.ts";

/** Where in a file of JSON something is being typed. */
export interface JsonLocation {
  /** The way to the value; for an item that is not there yet, with the number that it would have. */
  readonly path: JsonPath;
  /** Whether it is a key. */
  readonly isKey: boolean;
  /** What stands there already, without quotes, and from where to where. */
  readonly typed: string;
  readonly start: number;
  readonly end: number;
  /** Whether quotes stand around it. */
  readonly inQuotes: boolean;
}

/** The place that an offset of a file is in, however little of the file is typed. Undefined in a comment, and in a file that is nested too deeply to be read. */
export function locationAt({ text, root, comments }: JsonFile, offset: number): JsonLocation | undefined {
  if (root === undefined || comments.some(({ start, end }) => start < offset && offset <= end)) return undefined;
  const { path, previousNode, isAtPropertyKey } = getLocation(text, offset);
  const node = previousNode;
  const isInside = node !== undefined && node.offset <= offset && offset <= node.offset + node.length;
  if (!isInside) return { path, isKey: isAtPropertyKey, typed: "", start: offset, end: offset, inQuotes: false };
  const inQuotes = text.charAt(node.offset) === '"';
  const end = node.offset + node.length;
  // A string that is being typed may have no end yet.
  const isClosed = inQuotes && node.length > 1 && text.charAt(end - 1) === '"';
  const span = { start: node.offset + (inQuotes ? 1 : 0), end: isClosed ? end - 1 : end };
  return { path, isKey: isAtPropertyKey, typed: text.slice(span.start, span.end), ...span, inQuotes };
}
