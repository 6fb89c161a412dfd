import { withoutMatch, withReplaced } from "../../text/parameter-pattern.ts";
import type { Escape } from "../syntax/tree.ts";
import { variableName } from "../syntax/words.ts";

/** A text that is known, or the reason why it is not. Settings of strings are such values. */
export type Value =
  | { readonly state: "known"; readonly value: string }
  | {
      readonly state: "unknown";
      readonly because: string;
      /** The variable has no known value, although the build may set one: the default of `${X:-default}` applies. */
      readonly unset?: true;
    };

/** What a variable holds: undefined where it surely is not set. */
export type Variables = (name: string) => Value | undefined;

/** Longer values are not followed, so that variables that double each other stay small. UTF-16 code units. */
const LONGEST_VALUE = 65_536;
const DEEPEST_NESTING = 32;

/**
 * Takes quotes and escapes away and replaces variables as BuildKit does outside of shell commands.
 * `${X:-d}`, `${X-d}`, `${X:+d}`, `${X+d}`, `${X:?m}`, `${X#p}`, `${X##p}`, `${X%p}`, `${X%%p}`, `${X/p/r}` and `${X//p/r}` are evaluated.
 * The result is unknown where a variable is, or where BuildKit would refuse the text.
 * Source: https://github.com/moby/buildkit/blob/master/frontend/dockerfile/shell/lex.go
 */
export function expand(text: string, escapedBy: Escape, variables: Variables): Value {
  if (!/[$'"`\\]/.test(text)) return { state: "known", value: text };
  if (text.length > LONGEST_VALUE) return { state: "unknown", because: "a very long text" };
  const reader = new Expansion(text, escapedBy, variables);
  const value = reader.read("", 0, "plain");
  if (value === undefined || reader.because !== undefined) return { state: "unknown", because: reader.because ?? text };
  return { state: "known", value };
}

/**
 * What becomes of escape characters: `plain` takes them away, `raw` keeps them, and a `pattern` keeps them and doubles those within quotes, so that the
 * pattern takes them for themselves.
 */
type Mode = "plain" | "raw" | "pattern";

/** One pass over a text. A method answers undefined where BuildKit refuses the text; `because` names a variable that is unknown. */
class Expansion {
  because: string | undefined;
  readonly #text: string;
  readonly #escapedBy: Escape;
  readonly #variables: Variables;
  #at = 0;

  constructor(text: string, escapedBy: Escape, variables: Variables) {
    this.#text = text;
    this.#escapedBy = escapedBy;
    this.#variables = variables;
  }

  /** Reads up to the unquoted character `stop` and past it; to the end of the text where `stop` is empty. */
  read(stop: string, depth: number, mode: Mode): string | undefined {
    let result = "";
    while (this.#at < this.#text.length) {
      const char = this.#text.charAt(this.#at);
      if (stop !== "" && char === stop) {
        this.#at++;
        return result;
      }
      const piece = this.#piece(char, depth, mode);
      if (piece === undefined) return undefined;
      result += piece;
      if (result.length > LONGEST_VALUE) return undefined;
    }
    return stop === "" ? result : undefined;
  }

  #piece(char: string, depth: number, mode: Mode): string | undefined {
    this.#at++;
    if (char === "'") return this.#singleQuoted(mode);
    if (char === '"') return this.#doubleQuoted(depth, mode);
    if (char === "$") return this.#variable(depth);
    if (char !== this.#escapedBy) return char;
    const escaped = this.#text.charAt(this.#at);
    this.#at++;
    return mode === "plain" ? escaped : char + escaped;
  }

  #singleQuoted(mode: Mode): string | undefined {
    const end = this.#text.indexOf("'", this.#at);
    if (end < 0) return undefined;
    const inside = this.#text.slice(this.#at, end);
    this.#at = end + 1;
    return mode === "pattern" ? inside.replaceAll(this.#escapedBy, this.#escapedBy.repeat(2)) : inside;
  }

  #doubleQuoted(depth: number, mode: Mode): string | undefined {
    let result = "";
    while (this.#at < this.#text.length) {
      const char = this.#text.charAt(this.#at++);
      if (char === '"') return result;
      const next = this.#text.charAt(this.#at);
      if (char === "$") {
        const value = this.#variable(depth);
        if (value === undefined) return undefined;
        result += value;
      } else if (char === this.#escapedBy) {
        const escapes = next === '"' || next === "$" || next === this.#escapedBy;
        result += (mode === "plain" ? "" : char) + (escapes ? next : char);
        if (escapes) this.#at++;
      } else result += char;
      if (result.length > LONGEST_VALUE) return undefined;
    }
    return undefined;
  }

  /** Reads what stands behind a `$`. */
  #variable(depth: number): string | undefined {
    if (this.#text.charAt(this.#at) !== "{") {
      const name = this.#name();
      return name === "" ? "$" : this.#plain(this.#variables(name), name);
    }
    this.#at++;
    const name = this.#name();
    if ((name === "" && /^[{}:]?$/.test(this.#text.charAt(this.#at))) || depth >= DEEPEST_NESTING) return undefined;
    const operator = this.#text.charAt(this.#at++);
    if (operator === "}") return this.#plain(this.#variables(name), name);
    if (operator === "/") return this.#replaced(name, depth + 1);
    const strict = operator === ":";
    const kind = strict ? this.#text.charAt(this.#at++) : operator;
    if ("-+?".includes(kind) && kind !== "") return this.#defaulted(name, kind, strict, depth + 1);
    if (!strict && (kind === "#" || kind === "%")) return this.#stripped(name, kind, depth + 1);
    return undefined;
  }

  #name(): string {
    const name = variableName(this.#text, this.#at);
    this.#at += name.length;
    return name;
  }

  /** An unknown value counts as empty while the reading goes on; `because` tells in the end that the whole is unknown. */
  #plain(value: Value | undefined, name: string): string {
    if (value?.state === "known") return value.value;
    if (value) this.because ??= `\${${name}}`;
    return "";
  }

  /** A word that is not used may be unknown, so that its reason is put back. */
  #defaulted(name: string, kind: string, strict: boolean, depth: number): string | undefined {
    const before = this.because;
    const word = this.read("}", depth, "plain");
    const afterWord = this.because;
    this.because = before;
    const found = this.#variables(name);
    const held = found?.state === "unknown" && found.unset && kind !== "?" ? undefined : found;
    const value = this.#plain(held, name);
    if (word === undefined || held?.state === "unknown") return word === undefined ? undefined : "";
    const missing = held === undefined || (strict && value === "");
    if (kind === "?") return missing ? undefined : value;
    if (missing !== (kind === "-")) return missing ? "" : value;
    this.because = afterWord;
    return word;
  }

  #stripped(name: string, kind: "#" | "%", depth: number): string | undefined {
    const pattern = this.read("}", depth, "pattern");
    const value = this.#plain(this.#variables(name), name);
    if (pattern === undefined) return undefined;
    const longest = pattern.startsWith(kind);
    return withoutMatch(value, longest ? pattern.slice(1) : pattern, kind === "#" ? "start" : "end", longest);
  }

  #replaced(name: string, depth: number): string | undefined {
    const all = this.#text.charAt(this.#at) === "/";
    if (all) this.#at++;
    const pattern = this.read("/", depth, "pattern");
    const replacement = pattern === undefined ? undefined : this.read("}", depth, "raw");
    const value = this.#plain(this.#variables(name), name);
    if (pattern === undefined || replacement === undefined) return undefined;
    return withReplaced(value, pattern, replacement, all);
  }
}
