/** A regular expression as it is written in a source file. */
export interface RegexLiteral {
  readonly source: string;
  readonly flags: string;
  /** One-based. */
  readonly line: number;
}

/**
 * The regular expression literals of a TypeScript text. A slash starts one where no value stands before it, which is a rule of thumb that holds for code
 * that is formatted: after a closing bracket, a slash divides.
 */
export function regexLiterals(text: string): readonly RegexLiteral[] {
  return [...new Scanner(text).literals()];
}

/** Words after which a value begins, although they look like one. */
const BEFORE_VALUES: ReadonlySet<string> = new Set(["return", "case", "typeof", "of", "in", "yield", "await", "else"]);

class Scanner {
  readonly #text: string;
  #at = 0;
  /** The last word or sign that is no comment and no blank. */
  #before = "";
  /** How many braces are open within each template's `${`. */
  readonly #templates: number[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  *literals(): Generator<RegexLiteral> {
    if (this.#text.startsWith("#!")) this.#to(this.#indexOf("\n", 0));
    while (this.#at < this.#text.length) {
      const start = this.#at;
      const two = this.#text.slice(start, start + 2);
      const sign = this.#text.charAt(start);
      if (two === "//") this.#to(this.#indexOf("\n", start));
      else if (two === "/*") this.#to(this.#indexOf("*/", start + 2) + 2);
      else if (sign === "/" && this.#startsValue()) yield this.#regex(start);
      else if (sign === '"' || sign === "'") this.#string(sign);
      else if (sign === "`") this.#template(start + 1);
      else if (sign === "}" && this.#templates.at(-1) === 0) this.#closeTemplate(start + 1);
      else this.#plain(sign);
    }
  }

  #startsValue(): boolean {
    return BEFORE_VALUES.has(this.#before) || !/^[\w$)\]}"'`]/.test(this.#before);
  }

  #regex(start: number): RegexLiteral {
    let inClass = false;
    let end = start + 1;
    for (; end < this.#text.length && (inClass || this.#text[end] !== "/"); end++) {
      const sign = this.#text[end];
      if (sign === "\n") throw new Error(`no regular expression: ${this.#text.slice(start, end)}`);
      if (sign === "\\") end++;
      else if (sign === "[") inClass = true;
      else if (sign === "]") inClass = false;
    }
    const flags = /^[a-z]*/.exec(this.#text.slice(end + 1, end + 9))?.[0] ?? "";
    this.#to(end + 1 + flags.length);
    this.#before = "/";
    return { source: this.#text.slice(start + 1, end), flags, line: this.#text.slice(0, start).split("\n").length };
  }

  #string(quote: string): void {
    let end = this.#at + 1;
    while (end < this.#text.length && this.#text[end] !== quote) end += this.#text[end] === "\\" ? 2 : 1;
    this.#to(end + 1);
    this.#before = quote;
  }

  /** From behind the backquote, or behind the brace that ends what was filled in. */
  #template(from: number): void {
    let end = from;
    while (end < this.#text.length && this.#text[end] !== "`") {
      if (this.#text.startsWith("${", end)) {
        this.#templates.push(0);
        this.#to(end + 2);
        this.#before = "{";
        return;
      }
      end += this.#text[end] === "\\" ? 2 : 1;
    }
    this.#to(end + 1);
    this.#before = "`";
  }

  #closeTemplate(from: number): void {
    this.#templates.pop();
    this.#template(from);
  }

  #plain(sign: string): void {
    const depth = this.#templates.length - 1;
    if (depth >= 0 && sign === "{") this.#templates[depth] = (this.#templates[depth] ?? 0) + 1;
    if (depth >= 0 && sign === "}") this.#templates[depth] = (this.#templates[depth] ?? 0) - 1;
    const word = /^[\w$]+/.exec(this.#text.slice(this.#at, this.#at + 100))?.[0] ?? sign;
    this.#to(this.#at + word.length);
    if (word.trim() !== "") this.#before = word;
  }

  #indexOf(part: string, from: number): number {
    const found = this.#text.indexOf(part, from);
    return found < 0 ? this.#text.length : found;
  }

  #to(offset: number): void {
    this.#at = offset;
  }
}
