import type { Place } from "../text/span.ts";
import type { Attribute, Block, Body, Expression, HclFile, ObjectEntry } from "./tree.ts";

/**
 * Reads a file of HashiCorp's configuration language, in one pass and in linear time: nothing is read twice. Never throws; behind what cannot be read it
 * goes on with the next line. Source: https://github.com/hashicorp/hcl/blob/v2.24.0/hclsyntax/spec.md
 */
export function parseHcl(file: string, text: string): HclFile {
  const parser = new Parser(file, text);
  const body = parser.body();
  return { file, text, body, comments: parser.comments, broken: parser.broken };
}

/** A text of JSON's in which bake puts variables, `"${TAG}"`: its content, all of it at one place. */
export function parseTemplate(at: Place, text: string): Expression | undefined {
  const parser = new Parser(at.file, text, at);
  const template = parser.wholeTemplate();
  return parser.broken ? undefined : template;
}

/** The deepest that expressions and blocks may be within each other: the stack ends somewhere. */
const DEEPEST = 100;

/** Ends the reading of one attribute or block. Made once, since a text may hold many that cannot be read. */
const UNREADABLE = new Error("this text is not read any further");

const NAME = /[\p{L}_][\p{L}\p{Nd}_-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const HEREDOC = /<<(-?)([\p{L}_][\p{L}\p{Nd}_-]*)[ \t]*\r?\n/uy;
const OPERATOR = /[|][|]|&&|[=!<>]=|[<>+\-*/%]/y;

/** How strongly operators bind. */
const STRENGTH: Readonly<Record<string, number>> = {
  ...{ "||": 1, "&&": 2, "==": 3, "!=": 3, "<": 4, ">": 4, "<=": 4, ">=": 4 },
  ...{ "+": 5, "-": 5, "*": 6, "/": 6, "%": 6 },
};

class Parser {
  readonly comments: Place[] = [];
  broken = false;
  readonly #file: string;
  readonly #text: string;
  /** Where all of it stands, for a text that stands in another file. */
  readonly #within: Place | undefined;
  #at = 0;
  #depth = 0;
  /** Whether a line break ends what is read. */
  #breaks = true;

  constructor(file: string, text: string, within?: Place) {
    this.#file = file;
    this.#text = text;
    this.#within = within;
    if (text.startsWith("\uFEFF")) this.#at = 1;
  }

  /** The attributes and blocks up to the end of the text, or to the brace that closes the block that they are in. */
  body(inBlock = false): Body {
    const attributes: Attribute[] = [];
    const blocks: Block[] = [];
    for (;;) {
      this.#skip(true);
      if (this.#at >= this.#text.length) {
        if (inBlock) this.broken = true;
        break;
      }
      if (this.#text.charAt(this.#at) === "}") {
        if (inBlock) break;
        this.broken = true;
        this.#at++;
        continue;
      }
      try {
        this.#item(attributes, blocks);
      } catch (error) {
        if (error !== UNREADABLE) throw error;
        this.broken = true;
        this.#breaks = true;
        this.#toLineEnd();
      }
    }
    return { attributes, blocks };
  }

  wholeTemplate(): Expression {
    try {
      return this.#template(0, undefined);
    } catch (error) {
      if (error !== UNREADABLE) throw error;
      this.broken = true;
      return { kind: "other", at: this.#place(0) };
    }
  }

  #item(attributes: Attribute[], blocks: Block[]): void {
    const depth = this.#depth;
    try {
      this.#deeper();
      const start = this.#at;
      const type = this.#name();
      const key = this.#place(start);
      this.#skip(false);
      if (this.#text.charAt(this.#at) === "=" && this.#text.charAt(this.#at + 1) !== "=") {
        this.#at++;
        const value = this.#expression();
        attributes.push({ name: type, key, value, whole: { start, end: value.at.end } });
        this.#endOfItem();
        return;
      }
      const labels = [];
      while (this.#text.charAt(this.#at) !== "{") {
        labels.push(this.#label());
        this.#skip(false);
      }
      this.#at++;
      const breaks = this.#breaks;
      this.#breaks = true;
      const body = this.body(true);
      this.#breaks = breaks;
      this.#at++;
      blocks.push({ type, at: key, labels, body, whole: { start, end: Math.min(this.#at, this.#text.length) } });
      this.#endOfItem();
    } finally {
      this.#depth = depth;
    }
  }

  #label(): Block["labels"][number] {
    const start = this.#at;
    if (this.#text.charAt(start) !== '"') return { text: this.#name(), at: this.#place(start) };
    const quoted = this.#quoted();
    if (quoted.kind !== "text") throw UNREADABLE;
    return { text: quoted.text, at: { file: this.#file, start: start + 1, end: this.#at - 1 } };
  }

  /** An item ends with its line, or with the block that holds nothing else. */
  #endOfItem(): void {
    this.#skip(false);
    const next = this.#text.charAt(this.#at);
    if (next !== "" && next !== "\n" && next !== "\r" && next !== "}") throw UNREADABLE;
  }

  #expression(): Expression {
    this.#deeper();
    const condition = this.#binary(0);
    this.#skip(!this.#breaks);
    if (this.#text.charAt(this.#at) !== "?") {
      this.#depth--;
      return condition;
    }
    this.#at++;
    const yes = this.#expression();
    this.#skip(!this.#breaks);
    this.#expect(":");
    const no = this.#expression();
    this.#depth--;
    return { kind: "conditional", at: this.#from(condition.at.start), condition, yes, no };
  }

  #binary(least: number): Expression {
    let left = this.#unary();
    for (;;) {
      this.#skip(!this.#breaks);
      const operator = this.#peek(OPERATOR);
      const strength = operator === undefined ? undefined : STRENGTH[operator];
      if (operator === undefined || strength === undefined || strength <= least) return left;
      this.#at += operator.length;
      this.#deeper();
      const right = this.#binary(strength);
      this.#depth--;
      left = { kind: "binary", at: this.#from(left.at.start), operator, left, right };
    }
  }

  #unary(): Expression {
    this.#skip(!this.#breaks);
    const start = this.#at;
    const operator = this.#text.charAt(start);
    if (operator !== "!" && operator !== "-") return this.#member(this.#term());
    this.#at++;
    this.#deeper();
    const operand = this.#unary();
    this.#depth--;
    return { kind: "unary", at: this.#place(start), operator, operand };
  }

  /** `.name`, `.0`, `[index]`, and what is not followed: `.*`, `[*]`. */
  #member(term: Expression): Expression {
    let of = term;
    for (;;) {
      if (!this.#breaks) this.#skip(true);
      const next = this.#text.charAt(this.#at);
      if (next === "." && this.#text.charAt(this.#at + 1) !== ".") {
        this.#at++;
        const isSplat = this.#text.charAt(this.#at) === "*";
        const member = isSplat ? "*" : (this.#peek(NUMBER) ?? this.#peek(NAME));
        if (member === undefined) throw UNREADABLE;
        this.#at += member.length;
        const at = this.#from(of.at.start);
        of = isSplat ? { kind: "other", at } : { kind: "member", at, of, member };
      } else if (next === "[") {
        this.#at++;
        const isSplat = this.#text.startsWith("*]", this.#at);
        if (isSplat) this.#at++;
        const member = isSplat ? undefined : this.#enclosed(() => this.#expression());
        this.#expect("]");
        const at = this.#from(of.at.start);
        of = member === undefined ? { kind: "other", at } : { kind: "member", at, of, member };
      } else return of;
    }
  }

  #term(): Expression {
    const start = this.#at;
    const next = this.#text.charAt(start);
    if (next === '"') return this.#quoted();
    if (next === "[") return this.#tuple();
    if (next === "{") return this.#object();
    if (next === "(") {
      this.#at++;
      const inner = this.#enclosed(() => this.#expression());
      this.#expect(")");
      return { ...inner, at: this.#place(start) };
    }
    if (next === "<") return this.#heredoc();
    const number = this.#peek(NUMBER);
    if (number !== undefined) {
      this.#at += number.length;
      return { kind: "plain", at: this.#place(start), text: number };
    }
    const name = this.#name();
    if (name === "true" || name === "false" || name === "null")
      return { kind: "plain", at: this.#place(start), text: name };
    return this.#text.charAt(this.#at) === "(" || this.#text.startsWith("::", this.#at)
      ? this.#call(start, name)
      : { kind: "variable", at: this.#place(start), name };
  }

  #call(start: number, first: string): Expression {
    let name = first;
    while (this.#text.startsWith("::", this.#at)) {
      this.#at += 2;
      name = `${name}::${this.#name()}`;
    }
    this.#expect("(");
    const { items, isOther } = this.#enclosed(() => this.#items(")"));
    const at = this.#place(start);
    return isOther ? { kind: "other", at } : { kind: "call", at, name, parameters: items };
  }

  #tuple(): Expression {
    const start = this.#at++;
    const { items, isOther } = this.#enclosed(() => this.#items("]"));
    const at = this.#place(start);
    return isOther ? { kind: "other", at } : { kind: "tuple", at, items };
  }

  /** Expressions with commas between them, up to the bracket that closes them. */
  #items(close: string): { readonly items: readonly Expression[]; readonly isOther: boolean } {
    const items: Expression[] = [];
    this.#skip(true);
    if (close === "]" && this.#startsFor()) {
      this.#toClosing("[", close);
      return { items, isOther: true };
    }
    let isOther = false;
    for (;;) {
      this.#skip(true);
      if (this.#text.charAt(this.#at) === close) {
        this.#at++;
        return { items, isOther };
      }
      items.push(this.#expression());
      this.#skip(true);
      if (this.#text.startsWith("...", this.#at)) {
        this.#at += 3;
        isOther = true;
        this.#skip(true);
      }
      if (this.#text.charAt(this.#at) === ",") this.#at++;
      else if (this.#text.charAt(this.#at) !== close) throw UNREADABLE;
    }
  }

  #object(): Expression {
    const start = this.#at++;
    this.#skip(true);
    if (this.#startsFor()) {
      this.#toClosing("{", "}");
      return { kind: "other", at: this.#place(start) };
    }
    const breaks = this.#breaks;
    this.#breaks = true;
    const entries: ObjectEntry[] = [];
    for (;;) {
      this.#skip(true);
      if (this.#text.charAt(this.#at) === "}") break;
      entries.push(this.#entry());
      this.#skip(false);
      const next = this.#text.charAt(this.#at);
      if (next === ",") this.#at++;
      else if (next !== "}" && next !== "\n" && next !== "\r") throw UNREADABLE;
    }
    this.#at++;
    this.#breaks = breaks;
    return { kind: "object", at: this.#place(start), entries };
  }

  #entry(): ObjectEntry {
    const start = this.#at;
    const written = this.#expression();
    const key = this.#place(start, written.at.end);
    const name = written.kind === "variable" ? written.name : "text" in written ? written.text : undefined;
    this.#skip(false);
    const sign = this.#text.charAt(this.#at);
    if (sign !== "=" && sign !== ":") throw UNREADABLE;
    this.#at++;
    return { name: this.#text.charAt(start) === "(" ? undefined : name, key, value: this.#expression() };
  }

  #startsFor(): boolean {
    return /^for[\s]/.test(this.#text.slice(this.#at, this.#at + 4));
  }

  /** Behind the bracket that closes the one that was just opened; texts in quotes are stepped over. */
  #toClosing(open: string, close: string): void {
    let depth = 1;
    while (this.#at < this.#text.length) {
      this.#skip(true);
      const next = this.#text.charAt(this.#at);
      if (next === '"') {
        this.#quoted();
        continue;
      }
      this.#at++;
      if (next === open) depth++;
      if (next === close && --depth === 0) return;
    }
    throw UNREADABLE;
  }

  #quoted(): Expression {
    const start = this.#at++;
    return this.#template(start, '"');
  }

  /** Text with what is put in, up to the quote that ends it or to the end. Behind the quote no line may end. */
  #template(start: number, quote: '"' | undefined): Expression {
    const parts: (string | Expression)[] = [];
    let text = "";
    let isOther = false;
    for (;;) {
      const next = this.#text.charAt(this.#at);
      if (next === (quote ?? "") || this.#at >= this.#text.length) {
        if (this.#at >= this.#text.length && quote !== undefined) throw UNREADABLE;
        this.#at += quote === undefined ? 0 : 1;
        break;
      }
      if (next === "\n" && quote !== undefined) throw UNREADABLE;
      if (next === "\\" && quote !== undefined) text += this.#escape();
      else if ((next === "$" || next === "%") && this.#text.charAt(this.#at + 1) === "{") {
        const inner = this.#inserted(next);
        if (text !== "") parts.push(text);
        text = "";
        if (inner === undefined) isOther = true;
        else parts.push(inner);
      } else if ((next === "$" || next === "%") && this.#text.startsWith(`${next}${next}{`, this.#at)) {
        text += `${next}{`;
        this.#at += 3;
      } else {
        text += next;
        this.#at++;
      }
    }
    if (text !== "") parts.push(text);
    const at = this.#place(start);
    if (isOther) return { kind: "other", at };
    const [only = ""] = parts;
    if (parts.length < 2 && typeof only === "string") return { kind: "text", at, text: only, form: "quoted" };
    return { kind: "template", at, parts };
  }

  /** `${expression}`; undefined for a directive, `%{ if … }`. A `~` takes blanks away, which nobody counts on here. */
  #inserted(sign: "$" | "%"): Expression | undefined {
    this.#at += 2;
    if (this.#text.charAt(this.#at) === "~") this.#at++;
    if (sign === "%") {
      this.#toClosing("{", "}");
      return undefined;
    }
    const inner = this.#enclosed(() => this.#expression());
    this.#skip(true);
    const trims = this.#text.charAt(this.#at) === "~";
    if (trims) this.#at++;
    this.#expect("}");
    return trims ? undefined : inner;
  }

  #escape(): string {
    const letter = this.#text.charAt(this.#at + 1);
    this.#at += 2;
    const plain = ESCAPES[letter];
    if (plain !== undefined) return plain;
    const length = letter === "u" ? 4 : letter === "U" ? 8 : 0;
    const digits = this.#text.slice(this.#at, this.#at + length);
    if (length === 0 || !/^[\da-fA-F]+$/.test(digits) || digits.length < length) throw UNREADABLE;
    this.#at += length;
    const code = Number.parseInt(digits, 16);
    if (code > 0x10_ff_ff) throw UNREADABLE;
    return String.fromCodePoint(code);
  }

  /** `<<WORD` to a line with that word alone; `<<-` takes the blanks away that all lines begin with. */
  #heredoc(): Expression {
    const start = this.#at;
    HEREDOC.lastIndex = start;
    const [head, dash, word] = HEREDOC.exec(this.#text) ?? [];
    if (head === undefined || word === undefined) throw UNREADABLE;
    const lines: string[] = [];
    this.#at += head.length;
    let end: number | undefined;
    while (this.#at < this.#text.length) {
      const feed = this.#text.indexOf("\n", this.#at);
      const next = feed < 0 ? this.#text.length : feed + 1;
      const line = this.#text.slice(this.#at, next);
      if (line.trim() === word) {
        end = this.#at;
        this.#at += line.trimEnd().length;
        break;
      }
      lines.push(line.replace(/\r?\n$/, "\n"));
      this.#at = next;
    }
    if (end === undefined) throw UNREADABLE;
    const at = this.#place(start);
    const shared = dash === "-" ? sharedBlanks(lines) : 0;
    const text = lines.map((line) => (line.trim() === "" ? line.trimStart() || "\n" : line.slice(shared))).join("");
    if (!/[$%]\{/.test(text)) return { kind: "text", at, text, form: "heredoc", end };
    return parseTemplate(at, text) ?? { kind: "other", at };
  }

  #enclosed<T>(read: () => T): T {
    const breaks = this.#breaks;
    this.#breaks = false;
    const made = read();
    this.#breaks = breaks;
    return made;
  }

  #deeper(): void {
    this.#depth++;
    if (this.#depth > DEEPEST) throw UNREADABLE;
  }

  #name(): string {
    const name = this.#peek(NAME);
    if (name === undefined) throw UNREADABLE;
    this.#at += name.length;
    return name;
  }

  #peek(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text)?.[0];
  }

  #expect(sign: string): void {
    this.#skip(!this.#breaks || sign !== ":");
    if (this.#text.charAt(this.#at) !== sign) throw UNREADABLE;
    this.#at++;
  }

  /** Steps over blanks and comments, over line breaks where they end nothing. */
  #skip(overBreaks: boolean): void {
    for (;;) {
      const next = this.#text.charAt(this.#at);
      if (next === " " || next === "\t" || (overBreaks && (next === "\n" || next === "\r"))) this.#at++;
      else if (next === "#" || this.#text.startsWith("//", this.#at)) this.#comment(this.#lineEnd());
      else if (this.#text.startsWith("/*", this.#at)) {
        const close = this.#text.indexOf("*/", this.#at + 2);
        if (close < 0) this.broken = true;
        this.#comment(close < 0 ? this.#text.length : close + 2);
      } else return;
    }
  }

  #comment(end: number): void {
    if (this.#within === undefined) this.comments.push({ file: this.#file, start: this.#at, end });
    this.#at = end;
  }

  #lineEnd(): number {
    const feed = this.#text.indexOf("\n", this.#at);
    const end = feed < 0 ? this.#text.length : feed;
    return this.#text.charAt(end - 1) === "\r" ? end - 1 : end;
  }

  #toLineEnd(): void {
    this.#at = Math.max(this.#at, this.#lineEnd());
  }

  #place(start: number, end = this.#at): Place {
    return this.#within ?? { file: this.#file, start, end };
  }

  #from(start: number): Place {
    return this.#place(start);
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** How many blanks all lines begin with that hold something. */
function sharedBlanks(lines: readonly string[]): number {
  const blanks = lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
  return blanks.length === 0 ? 0 : blanks.reduce((least, one) => Math.min(least, one));
}
