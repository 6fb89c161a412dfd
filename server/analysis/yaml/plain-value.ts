import type { Place } from "../text/span.ts";
import type { Item, Node, Scalar } from "./tree.ts";

export const SPACE = 0x20;
export const HASH = 0x23;
export const DASH = 0x2d;
export const COLON = 0x3a;
const COMMA = 0x2c;
const SINGLE = 0x27;
const DOUBLE = 0x22;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;

/** Signs that give a meaning to what they begin, or may; a dash does so before a space. https://yaml.org/spec/1.2.2/#53-indicator-characters */
const INDICATORS: ReadonlySet<number> = new Set([..."?:,[]{}#&*!|>'\"%@`"].map((sign) => sign.charCodeAt(0)));

/** Values that stand on one line, and the comments. Every method that gives a node answers undefined for what is not plain. */
export class PlainValues {
  /** Not in order, since a comment is met when its line is read, and comments on lines of their own before all others. */
  readonly comments: Place[] = [];
  readonly #file: string;
  readonly #text: string;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
  }

  /** The value from `start` to the end of its line, with the comment behind it. */
  value(start: number, lineEnd: number): Node | undefined {
    const sign = this.#text.charCodeAt(start);
    const isFlow = sign === OPEN_BRACKET || sign === OPEN_BRACE;
    if (!isFlow && sign !== SINGLE && sign !== DOUBLE) return this.#plain(start, lineEnd);
    const value = isFlow ? this.#flow(start, lineEnd) : this.#quoted(start, lineEnd);
    if (value === undefined) return undefined;
    const rest = this.behindSpaces(value.at.end, lineEnd);
    if (rest === lineEnd) return value;
    if (rest === value.at.end || this.#text.charCodeAt(rest) !== HASH) return undefined;
    this.comment(rest, lineEnd);
    return value;
  }

  /** A value that is left out. */
  nothing(offset: number): Scalar {
    return { kind: "scalar", text: "", quotes: "plain", at: this.place(offset, offset) };
  }

  comment(start: number, lineEnd: number): void {
    this.comments.push(this.place(start, this.beforeSpaces(lineEnd)));
  }

  place(start: number, end: number): Place {
    return { file: this.#file, start, end };
  }

  isDash(start: number, lineEnd: number): boolean {
    if (this.#text.charCodeAt(start) !== DASH) return false;
    return start + 1 === lineEnd || this.#text.charCodeAt(start + 1) === SPACE;
  }

  behindSpaces(from: number, end: number): number {
    let at = from;
    while (at < end && this.#text.charCodeAt(at) === SPACE) at++;
    return at;
  }

  beforeSpaces(from: number): number {
    let at = from;
    while (this.#text.charCodeAt(at - 1) === SPACE) at--;
    return at;
  }

  /** A scalar without quotes: up to a `#` behind a space or to the end of the line. A colon before a space would make a mapping of it. */
  #plain(start: number, lineEnd: number): Scalar | undefined {
    if (INDICATORS.has(this.#text.charCodeAt(start)) || this.isDash(start, lineEnd)) return undefined;
    let end = start;
    for (let at = start; at < lineEnd; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === SPACE) continue;
      if (code === HASH && end < at) {
        this.comment(at, lineEnd);
        break;
      }
      if (code === COLON && (at + 1 === lineEnd || this.#text.charCodeAt(at + 1) === SPACE)) return undefined;
      end = at + 1;
    }
    return this.#scalar(start, end);
  }

  /** A scalar in quotes with nothing escaped. */
  #quoted(start: number, lineEnd: number): Scalar | undefined {
    const quote = this.#text.charAt(start);
    const close = this.#text.indexOf(quote, start + 1);
    if (close < 0 || close >= lineEnd) return undefined;
    const text = this.#text.slice(start + 1, close);
    if (quote === '"' ? text.includes("\\") : this.#text[close + 1] === quote) return undefined;
    const quotes = quote === '"' ? "double" : "single";
    return { kind: "scalar", text, quotes, at: this.place(start, close + 1) };
  }

  /** A list of scalars between brackets, or a pair of braces with nothing between them. */
  #flow(start: number, lineEnd: number): Node | undefined {
    if (this.#text.charCodeAt(start) === OPEN_BRACKET) return this.#list(start, lineEnd);
    if (this.#text[start + 1] !== "}") return undefined;
    return { kind: "mapping", entries: new Map(), style: "flow", at: this.place(start, start + 2) };
  }

  #list(start: number, lineEnd: number): Node | undefined {
    const items: Item[] = [];
    let at = this.behindSpaces(start + 1, lineEnd);
    while (items.length > 0 || this.#text.charCodeAt(at) !== CLOSE_BRACKET) {
      const sign = this.#text.charCodeAt(at);
      const value = sign === SINGLE || sign === DOUBLE ? this.#quoted(at, lineEnd) : this.#word(at, lineEnd);
      if (value === undefined) return undefined;
      items.push({ value });
      at = this.behindSpaces(value.at.end, lineEnd);
      if (this.#text.charCodeAt(at) === CLOSE_BRACKET) break;
      if (at >= lineEnd || this.#text.charCodeAt(at) !== COMMA) return undefined;
      at = this.behindSpaces(at + 1, lineEnd);
    }
    return at >= lineEnd ? undefined : { kind: "sequence", items, style: "flow", at: this.place(start, at + 1) };
  }

  /** A scalar without quotes in a list between brackets, where more signs have a meaning. */
  #word(start: number, lineEnd: number): Scalar | undefined {
    let end = start;
    for (; end < lineEnd; end++) {
      const code = this.#text.charCodeAt(end);
      // A colon before anything else makes a pair of a key and a value, or is none of ours.
      if (!isWordSign(code) && !(code === COLON && isWordSign(this.#text.charCodeAt(end + 1)))) break;
    }
    const first = this.#text.charCodeAt(start);
    return end === start || first === DASH || INDICATORS.has(first) ? undefined : this.#scalar(start, end);
  }

  #scalar(start: number, end: number): Scalar {
    return { kind: "scalar", text: this.#text.slice(start, end), quotes: "plain", at: this.place(start, end) };
  }
}

function isWordSign(code: number): boolean {
  if ((code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)) return true;
  // `-`, `.`, `/` and the digits; `+`, `=`, `$`, `@` and `_`.
  return (
    (code >= DASH && code <= 0x39) || code === 0x2b || code === 0x3d || code === 0x24 || code === 0x40 || code === 0x5f
  );
}
