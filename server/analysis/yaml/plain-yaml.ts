import type { Place, Span } from "../text/span.ts";
import { COLON, DASH, HASH, PlainValues, SPACE } from "./plain-value.ts";
import type { Entry, Item, Mapping, Node, Scalar, Sequence } from "./tree.ts";
import type { YamlFile } from "./yaml-file.ts";

/**
 * Characters that are one thing to everybody. Tabs, carriage returns, control characters, byte order marks, and line breaks and blanks beside LF and
 * the space are left to the whole of YAML.
 */
const PLAIN_TEXT =
  /^[\n\x20-\x7E\xA1-\u167F\u1681-\u1FFF\u200B-\u2027\u202A-\u202E\u2030-\u205E\u2060-\u2FFF\u3001-\uFEFE\uFF00-\uFFFD]*$/;

const PIPE = 0x7c;

/** In levels. What is deeper is left to the whole of YAML, which says where it becomes too deep. */
const DEEPEST = 30;

/** In UTF-16 code units. A key may have 1024 (https://yaml.org/spec/1.2.2/#742-flow-mappings); who writes longer ones is left to the whole of YAML. */
const LONGEST_KEY = 200;

/**
 * Reads a Compose file that is written as most are: block mappings and lists, values on one line, texts below `|` and `|-`, no anchors, tags,
 * folded texts or escapes.
 * Gives exactly what the whole of YAML gives, in a tenth of its time; undefined for everything else, and for all that is wrong in any way.
 */
export function readPlainYaml(file: string, text: string): YamlFile | undefined {
  if (!PLAIN_TEXT.test(text)) return undefined;
  const values = new PlainValues(file, text);
  const root = new PlainBlocks(values, text).root();
  if (root === undefined) return undefined;
  const comments = values.comments.sort((a, b) => a.start - b.start);
  return { file, text, documents: [{ root }], comments, inputErrors: [], broken: false };
}

/** One line that holds more than a comment. `indent` and `start` move behind the dashes of list items while they are read. */
interface Line {
  indent: number;
  start: number;
  readonly end: number;
  /** What stands below a line that ends in `|` or `|-`; nothing where that is not plain. */
  readonly literal?: Literal | "not plain";
}

/** A text over several lines, by the offset of its header and of the end of its last line. */
interface Literal extends Span {
  readonly text: string;
}

/** Mappings and lists by their indentation. Every method answers undefined for what is not plain; then nothing of the result is used. */
class PlainBlocks {
  readonly #values: PlainValues;
  readonly #text: string;
  readonly #lines: readonly Line[];
  /** The line that is read next, as an index. */
  #next = 0;

  constructor(values: PlainValues, text: string) {
    this.#values = values;
    this.#text = text;
    this.#lines = this.#contentLines();
  }

  root(): Mapping | undefined {
    const [first] = this.#lines;
    if (first === undefined || first.indent > 0) return undefined;
    const root = this.#block(first, 0);
    return this.#next === this.#lines.length && root?.kind === "mapping" ? root : undefined;
  }

  #contentLines(): readonly Line[] {
    const lines: Line[] = [];
    for (let start = 0, end = 0; start < this.#text.length; start = end + 1) {
      end = this.#text.indexOf("\n", start);
      if (end < 0) end = this.#text.length;
      const content = this.#values.behindSpaces(start, end);
      if (content === end) continue;
      if (this.#text.charCodeAt(content) === HASH) this.#values.comment(content, end);
      else {
        const line = { indent: content - start, start: content, end };
        const literal = this.#literalBelow(line);
        if (typeof literal === "object") end = literal.end;
        lines.push(literal === undefined ? line : { ...line, literal });
      }
    }
    return lines;
  }

  /** The text below a line that ends in its header. Blanks on lines of their own, and lines that are indented less than the first, are not plain. */
  #literalBelow(line: Line): Literal | "not plain" | undefined {
    const start = this.#headerStart(line);
    if (start === undefined) return undefined;
    const parent = this.#parentIndent(line, start);
    const rows: string[] = [];
    let indent: number | undefined;
    let last = { count: 0, end: line.end };
    for (let at = line.end + 1, end = at; at < this.#text.length; at = end + 1) {
      end = this.#text.indexOf("\n", at);
      if (end < 0) end = this.#text.length;
      const content = this.#values.behindSpaces(at, end);
      const depth = content - at;
      if (content < end && depth <= parent) break;
      if (content < end) indent ??= depth;
      if (content < end ? depth < (indent ?? 0) : depth > 0) return "not plain";
      rows.push(content < end ? this.#text.slice(at + (indent ?? 0), end) : "");
      if (content < end) last = { count: rows.length, end };
    }
    if (indent === undefined) return "not plain";
    const text = rows.slice(0, last.count).join("\n");
    return { start, end: last.end, text: line.end - start === 1 ? `${text}\n` : text };
  }

  /** Where the `|` or `|-` stands in which a line ends. */
  #headerStart({ start, end }: Span): number | undefined {
    const at = this.#text.charCodeAt(end - 1) === DASH ? end - 2 : end - 1;
    const isHeader = this.#text.charCodeAt(at) === PIPE && at > start && this.#text.charCodeAt(at - 1) === SPACE;
    return isHeader ? at : undefined;
  }

  /** How deep the mapping or the list is indented that the value at an offset belongs to. */
  #parentIndent({ indent, start, end }: Line, value: number): number {
    let at = start;
    while (this.#values.isDash(at, end)) {
      const next = this.#values.behindSpaces(at + 1, end);
      if (next >= value) break;
      at = next;
    }
    return indent + at - start;
  }

  /** The text below a line whose value, at `content`, is its header alone. */
  #literal({ literal, end }: Line, content: number): Scalar | undefined {
    if (literal === undefined || literal === "not plain" || literal.start !== content) return undefined;
    const { start, end: last, text } = literal;
    return {
      kind: "scalar",
      text,
      quotes: "literal",
      at: this.#values.place(start, end),
      whole: { start, end: last },
    };
  }

  #block(line: Line, depth: number): Mapping | Sequence | undefined {
    if (depth > DEEPEST) return undefined;
    return this.#isDash(line) ? this.#sequence(line, depth) : this.#mapping(line, depth);
  }

  #mapping({ indent, start }: Line, depth: number): Mapping | undefined {
    const entries = new Map<string, Entry>();
    let first: Node | undefined;
    let last: Node | undefined;
    for (let line = this.#lines[this.#next]; line?.indent === indent; line = this.#lines[this.#next]) {
      const colon = this.#keyEnd(line);
      if (colon === undefined) return undefined;
      const name = this.#text.slice(line.start, colon);
      const key = this.#values.place(line.start, colon);
      const value = entries.has(name) ? undefined : this.#value(line, colon + 1, indent, depth);
      if (value === undefined) return undefined;
      entries.set(name, { key, value });
      first ??= value;
      last = value;
    }
    if (first === undefined || last === undefined || this.#isDeeper(indent)) return undefined;
    return { kind: "mapping", entries, style: "block", ...this.#extent(start, first, last) };
  }

  #sequence({ indent, start }: Line, depth: number): Sequence | undefined {
    const items: Item[] = [];
    for (let line = this.#lines[this.#next]; line?.indent === indent; line = this.#lines[this.#next]) {
      if (!this.#isDash(line)) break;
      const value = this.#item(line, indent, depth);
      if (value === undefined) return undefined;
      items.push({ value });
    }
    const [first] = items;
    const last = items.at(-1);
    if (first === undefined || last === undefined || this.#isDeeper(indent)) return undefined;
    return { kind: "sequence", items, style: "block", ...this.#extent(start, first.value, last.value) };
  }

  /** What stands behind a dash; a mapping or a list that starts there is indented by where it starts. */
  #item(line: Line, indent: number, depth: number): Node | undefined {
    const content = this.#values.behindSpaces(line.start + 1, line.end);
    if (content === line.end || this.#text.charCodeAt(content) === HASH) return undefined;
    line.indent += content - line.start;
    line.start = content;
    if (this.#isDash(line) || this.#keyEnd(line) !== undefined) return this.#block(line, depth + 1);
    this.#next++;
    return this.#isDeeper(indent) ? undefined : this.#valueOn(line, content);
  }

  #valueOn(line: Line, content: number): Node | undefined {
    return line.literal === undefined ? this.#values.value(content, line.end) : this.#literal(line, content);
  }

  /** What stands behind a key's colon: on its line, or on those below; a list may be indented no deeper than its key. */
  #value(line: Line, behindColon: number, indent: number, depth: number): Node | undefined {
    const content = this.#values.behindSpaces(behindColon, line.end);
    const hasComment = this.#text.charCodeAt(content) === HASH && content < line.end;
    this.#next++;
    if (content < line.end && !hasComment) return this.#isDeeper(indent) ? undefined : this.#valueOn(line, content);
    if (hasComment) this.#values.comment(content, line.end);
    const below = this.#lines[this.#next];
    if (below !== undefined && (below.indent > indent || (below.indent === indent && this.#isDash(below))))
      return this.#block(below, depth + 1);
    return hasComment ? undefined : this.#values.nothing(behindColon);
  }

  /** Whether the next line is indented deeper than what was just read, which it continues, or is wrong. */
  #isDeeper(indent: number): boolean {
    const next = this.#lines[this.#next];
    return next !== undefined && next.indent > indent;
  }

  #isDash({ start, end }: Span): boolean {
    return this.#values.isDash(start, end);
  }

  /** Where the colon of a key of letters, digits and a few signs stands. */
  #keyEnd({ start, end }: Span): number | undefined {
    let at = start;
    while (at < end && isKeySign(this.#text.charCodeAt(at))) at++;
    if (at === start || at === end || at - start > LONGEST_KEY) return undefined;
    if (!isLetter(this.#text.charCodeAt(start)) || this.#text.charCodeAt(at) !== COLON) return undefined;
    return at + 1 === end || this.#text.charCodeAt(at + 1) === SPACE ? at : undefined;
  }

  /** The place of a collection: all of it where it is on one line, else its first line up to the end of its first value. */
  #extent(start: number, first: Node, last: Node): { readonly at: Place; readonly whole?: Span } {
    const end = (last.whole ?? last.at).end;
    const lineBreak = this.#text.indexOf("\n", start);
    if (lineBreak < 0 || lineBreak >= end) return { at: this.#values.place(start, end) };
    const lineEnd = this.#values.beforeSpaces(lineBreak);
    return { at: this.#values.place(start, Math.min(lineEnd, first.at.end)), whole: { start, end } };
  }
}

function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f;
}

function isKeySign(code: number): boolean {
  // `-`, `.`, `/` and the digits follow each other.
  return isLetter(code) || (code >= DASH && code <= 0x39);
}
