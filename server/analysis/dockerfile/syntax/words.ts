import type { MappedText } from "../../text/mapped-text.ts";
import type { Place } from "../../text/span.ts";
import { decodeJsonString } from "./json-string.ts";
import type { Argument, Escape, Flag } from "./tree.ts";

/** Whether the code unit is white space to Go, of whatever script: https://pkg.go.dev/unicode#IsSpace. It surrounds lines and splits quoted words. */
export function isSpace(code: number): boolean {
  if (code < 0x85) return isBlank(code);
  return code === 0x85 || code === 0xa0 || (code >= 0x1680 && /\p{Z}/u.test(String.fromCharCode(code)));
}

/** Whether the code unit is a blank, of which BuildKit takes ASCII's alone where it splits off the keyword and the words of `FROM` or `COPY`. */
function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

/** The text without white space at either end. */
export function trimmed(joined: MappedText): MappedText {
  const { text } = joined;
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return joined.slice(start, end);
}

/** The end of the word that starts at `start`: the next blank, or the end. */
export function wordEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && !isBlank(text.charCodeAt(end))) end++;
  return end;
}

/** A part of an instruction as an argument. */
export function argumentOf(file: string, source: MappedText): Argument {
  return { text: source.text, at: { file, ...source.span(0, source.text.length) }, source };
}

/** The words between blanks, quotes unheeded, as `FROM`, `EXPOSE`, `COPY` and `VOLUME` are split. */
export function splitAtSpace(file: string, joined: MappedText): readonly Argument[] {
  const words: Argument[] = [];
  const { text } = joined;
  for (let at = 0; at < text.length; ) {
    if (isBlank(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const end = wordEnd(text, at);
    words.push(argumentOf(file, joined.slice(at, end)));
    at = end;
  }
  return words;
}

/**
 * The words of `ENV`, `ARG` and `LABEL`: white space within quotes or behind the escape character does not split. Quotes stay.
 * Source: https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/line_parsers.go (parseWords).
 */
export function splitQuoted(file: string, joined: MappedText, escapedBy: Escape): readonly Argument[] {
  const words: Argument[] = [];
  const { text } = joined;
  for (let at = spaceEnd(text, 0); at < text.length; ) {
    const end = quotedWordEnd(text, at, escapedBy);
    words.push(argumentOf(file, joined.slice(at, end)));
    at = spaceEnd(text, end);
  }
  return words;
}

/**
 * The words of `ENV` and `LABEL`. Without a `=` in the first of them they have the old form: a name, and all behind its blanks as the value.
 * Source: https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/line_parsers.go (parseNameVal).
 */
export function splitPairs(file: string, joined: MappedText, escapedBy: Escape): readonly Argument[] {
  const words = splitQuoted(file, joined, escapedBy);
  if (words[0]?.text.includes("=")) return words;
  const { text } = joined;
  const end = wordEnd(text, 0);
  let value = end;
  while (value < text.length && isBlank(text.charCodeAt(value))) value++;
  const name = argumentOf(file, joined.slice(0, end));
  return end === text.length ? [name] : [name, argumentOf(file, joined.slice(value, text.length))];
}

function spaceEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && isSpace(text.charCodeAt(end))) end++;
  return end;
}

/** The end of the word that starts at `start`; an open quote reaches to the end of the text. */
function quotedWordEnd(text: string, start: number, escapedBy: Escape): number {
  let quote = "";
  let at = start;
  for (; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === escapedBy && quote !== "'") at++;
    else if (quote !== "") quote = char === quote ? "" : quote;
    else if (char === "'" || char === '"') quote = char;
    else if (isSpace(text.charCodeAt(at))) break;
  }
  return Math.min(at, text.length);
}

/**
 * Takes the leading `--name=value` words off. Quotes and escape characters in them are removed, as BuildKit does; `--` alone ends them.
 * Source: https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/split_command.go (extractBuilderFlags).
 */
export function splitFlags(
  file: string,
  joined: MappedText,
  escapedBy: Escape,
): { readonly flags: readonly Flag[]; readonly rest: MappedText } {
  const flags: Flag[] = [];
  const { text } = joined;
  let at = spaceEnd(text, 0);
  while (text.startsWith("--", at)) {
    const { word, end } = flagWord(text, at, escapedBy);
    const start = at;
    at = spaceEnd(text, end);
    if (word === "--") break;
    flags.push(flagOf(word, { file, ...joined.span(start, end) }));
  }
  return { flags, rest: trimmed(joined.slice(at, text.length)) };
}

/** The word of a flag without its quotes. Unlike elsewhere the escape character holds within single quotes too. */
function flagWord(text: string, start: number, escapedBy: Escape): { readonly word: string; readonly end: number } {
  let word = "";
  let quote = "";
  let at = start;
  for (; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === escapedBy) word += text.charAt(++at);
    else if (quote === "" && isSpace(text.charCodeAt(at))) break;
    else if (char === quote) quote = "";
    else if (quote === "" && (char === "'" || char === '"')) quote = char;
    else word += char;
  }
  return { word, end: Math.min(at, text.length) };
}

function flagOf(word: string, at: Place): Flag {
  const equals = word.indexOf("=");
  const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
  return { name, value: equals < 0 ? "" : word.slice(equals + 1), hasValue: equals >= 0, at };
}

/** The strings of a JSON array of strings; undefined where the text is anything else, which then is the shell form. */
export function jsonStrings(file: string, joined: MappedText): readonly Argument[] | undefined {
  const { text } = joined;
  if (!text.startsWith("[") || !text.endsWith("]")) return undefined;
  const strings: Argument[] = [];
  let at = skipJsonSpace(text, 1);
  if (at === text.length - 1) return strings;
  while (text.charAt(at) === '"') {
    const end = jsonStringEnd(text, at);
    const source = decodeJsonString(joined, at, end);
    if (source === undefined) return undefined;
    strings.push({ text: source.text, at: { file, ...joined.span(at, end) }, source });
    at = skipJsonSpace(text, end);
    if (at === text.length - 1) return strings;
    if (text.charAt(at) !== ",") return undefined;
    at = skipJsonSpace(text, at + 1);
  }
  return undefined;
}

function skipJsonSpace(text: string, start: number): number {
  let at = start;
  while (" \t\r\n".includes(text.charAt(at)) && at < text.length) at++;
  return at;
}

function jsonStringEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === "\\" ? 2 : 1;
  return Math.min(at + 1, text.length);
}

/**
 * The name of a variable that stands at the offset, or "". Longer names than 256 code units are cut.
 * Source: https://github.com/moby/buildkit/blob/master/frontend/dockerfile/shell/lex.go (processName).
 */
export function variableName(text: string, at: number): string {
  return /^(?:\p{Nd}+|[@*#?\-$!]|[\p{L}_][\p{L}\p{Nd}_]*)/u.exec(text.slice(at, at + 256))?.[0] ?? "";
}
