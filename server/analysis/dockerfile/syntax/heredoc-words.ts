import { isSpace, variableName } from "./words.ts";

/** A word by its offsets in the line. */
export interface WordSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * The words of a whole instruction line as BuildKit splits it to look for here-documents: quotes and `${…}` hold together, and white space behind
 * `<<` does not split. None where it gives up on the line, as on an open quote or on a substitution that only a shell knows, such as `${x[0]}`.
 * The escape character is the backslash here, whatever the file says.
 * Source: https://github.com/moby/buildkit/blob/master/frontend/dockerfile/shell/lex.go (processStopOn with raw quotes and escapes).
 */
export function heredocWords(line: string): readonly WordSpan[] {
  const lexer = new Lexer(line);
  return lexer.read("", 0) ? lexer.words : [];
}

/** Deeper nesting is not followed. */
const DEEPEST = 32;

class Lexer {
  readonly words: WordSpan[] = [];
  readonly #line: string;
  #at = 0;
  /** Where the word that is being read started. */
  #start: number | undefined;
  /** Whether the last piece held a substitution with a word of its own, at which BuildKit forgets what stood before in the outer word. */
  #forgets = false;

  constructor(line: string) {
    this.#line = line;
  }

  /** Reads past the unquoted character `stop`, or to the end where it is empty. False where BuildKit gives up. Words are noted at depth 0 alone. */
  read(stop: string, depth: number): boolean {
    while (this.#at < this.#line.length) {
      const char = this.#line.charAt(this.#at);
      if (stop !== "" && char === stop) {
        this.#at++;
        return true;
      }
      if (depth === 0 && isSpace(char.charCodeAt(0))) this.#endWord(this.#at++);
      else {
        if (depth === 0) this.#start ??= this.#at;
        if (!this.#piece(char, depth)) return false;
      }
    }
    if (depth === 0) this.#endWord(this.#at);
    return stop === "";
  }

  #endWord(end: number): void {
    if (this.#start !== undefined) this.words.push({ start: this.#start, end });
    this.#start = undefined;
  }

  #piece(char: string, depth: number): boolean {
    const start = this.#at++;
    if (char === "\\") this.#at++;
    if (char === "'") return this.#singleQuoted();
    if (char === "<") this.#redirection();
    if (char !== "$" && char !== '"') return true;
    this.#forgets = false;
    if (!(char === "$" ? this.#variable(depth) : this.#doubleQuoted(depth))) return false;
    if (depth === 0 && this.#forgets) this.#start = start;
    if (depth === 0 && char === "$") this.#splitVariable(start);
    return true;
  }

  #singleQuoted(): boolean {
    const end = this.#line.indexOf("'", this.#at);
    this.#at = end + 1;
    return end >= 0;
  }

  #doubleQuoted(depth: number): boolean {
    while (this.#at < this.#line.length) {
      const char = this.#line.charAt(this.#at++);
      if (char === '"') return true;
      if (char === "\\" && /["$\\]/.test(this.#line.charAt(this.#at))) this.#at++;
      if (char === "$" && !this.#variable(depth)) return false;
    }
    return false;
  }

  #redirection(): void {
    if (this.#line.charAt(this.#at) !== "<") return;
    this.#at++;
    while (this.#at < this.#line.length && "\t\r ".includes(this.#line.charAt(this.#at))) this.#at++;
  }

  /** A variable that is not set stays as it is written, but the white space in it splits. */
  #splitVariable(start: number): void {
    for (let at = start; at < this.#at; at++) {
      if (isSpace(this.#line.charCodeAt(at))) this.#endWord(at);
      else this.#start ??= at;
    }
  }

  /** Reads what stands behind a `$`. */
  #variable(depth: number): boolean {
    if (this.#line.charAt(this.#at) !== "{") {
      this.#name();
      return true;
    }
    this.#at++;
    if (/^[{}:]?$/.test(this.#line.charAt(this.#at)) || depth >= DEEPEST) return false;
    this.#name();
    const operator = this.#line.charAt(this.#at++);
    if (operator === "}") return true;
    if (operator === "/") return this.#replacement(depth + 1);
    const kind = operator === ":" ? this.#line.charAt(this.#at++) : operator;
    if (operator === ":" ? /[#%]/.test(kind) : !/[-+?#%]/.test(kind)) return false;
    this.#forgets = true;
    return this.read("}", depth + 1);
  }

  #replacement(depth: number): boolean {
    if (this.#line.charAt(this.#at) === "/") this.#at++;
    this.#forgets = true;
    return this.read("/", depth) && this.read("}", depth);
  }

  #name(): void {
    this.#at += variableName(this.#line, this.#at).length;
  }
}
