import type { Written } from "../../model/written.ts";
import type { Span } from "../../text/span.ts";
import { UNRESOLVED } from "../../text/unresolved.ts";

/** A value that is known but too long to be followed; `limit` says in words what it exceeds. */
export interface Oversized {
  readonly limit: string;
}

/** A value in which other variables are holes, as in a text with its variables filled in. */
export interface Partial {
  readonly text: string;
  readonly unknown: readonly string[];
}

/** The value of a variable, or undefined if no file and no default sets it. */
export type Variables = (name: string) => string | Partial | Oversized | undefined;

/** The value of a variable that every machine sets, each in its own way. */
export function setElsewhere(name: string): Partial {
  return { text: UNRESOLVED, unknown: [name] };
}

/**
 * A text with its variables filled in. Each variable without a value is one HOLE in `text` and one name in `unknown`; so is each whose value is too long,
 * the first of which stands in `oversized`.
 */
export interface Substituted {
  readonly text: string;
  readonly unknown: readonly string[];
  readonly oversized?: Oversized & { readonly name: string };
  /** Why Compose refuses the text. */
  readonly refused?: string;
}

/** How much text variables may bring into one value, so that variables that double each other stay small. In UTF-16 code units. */
const LONGEST_FILLED = 65_536;
const TOO_LONG: Oversized = { limit: "65,536 characters in one value" };

/** How much text variables may bring into all values of a project and its `.env` files together. In UTF-16 code units. */
const MOST_FILLED = 4 * 1024 * 1024;
const TOO_MUCH: Oversized = { limit: "4 MiB of text from variables in one project" };

/** What is left of the text that variables may bring into a project. */
export class TextBudget {
  #left = MOST_FILLED;

  /** Takes a text's length off; false, with nothing taken, where less is left. */
  takes({ length }: string): boolean {
    if (length > this.#left) return false;
    this.#left -= length;
    return true;
  }
}

/**
 * The depth to which defaults nest in defaults. Real files stay far below it, and a hostile file cannot make the
 * recursion go further.
 */
const DEEPEST_NESTING = 20;

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const OPERATOR = /:?[-+?]/y;

/**
 * Fills in `$V`, `${V}`, `${V:-d}`, `${V-d}`, `${V:+x}`, `${V+x}`, `${V:?e}`, `${V?e}` and `$$`, nested up to a
 * limit. A variable that is not set is unknown here, although Compose would take the empty string: the shell in which
 * the project is started may set it. An alternative (`+`) applies only if the variable is known to be set, since the
 * file itself says what applies without it. The time is linear in the text's length for a fixed nesting; `budget`
 * limits what the values add. Source: https://github.com/compose-spec/compose-spec/blob/main/12-interpolation.md
 */
export function substitute(text: string, variables: Variables, budget = new TextBudget()): Substituted {
  if (!text.includes("$")) return { text, unknown: [] };
  const writer = new Writer(variables, budget);
  const refused = writer.write(text, 0);
  const { oversized } = writer;
  return {
    text: writer.text,
    unknown: writer.unknown,
    ...(oversized === undefined ? {} : { oversized }),
    ...(refused === undefined ? {} : { refused }),
  };
}

/**
 * What of a text stands in the file itself: without the values of variables, and once more with the defaults that hold since nobody sets the variable.
 * An alternative (`+`) and a message (`?`) are nobody's value.
 */
export function writtenIn(text: string, variables: Variables): Written {
  const literal = withoutValues(text, variables, "none");
  const withDefaults = withoutValues(text, variables, "defaults");
  return withDefaults === literal ? { literal } : { literal, withDefaults };
}

function withoutValues(text: string, variables: Variables, keeps: Keeps): string {
  const writer = new Writer(variables, new TextBudget(), keeps);
  writer.write(text, 0);
  return writer.text;
}

/** What a writer takes of variables: their values and defaults, only the defaults in force, or nothing. */
type Keeps = "values" | "defaults" | "none";

/** A reference to a variable as it is written. Offsets are UTF-16 code units of the text. */
export interface Reference extends Span {
  readonly name: string;
  /** `:-`, `-`, `:+`, `+`, `:?`, `?`, or nothing. */
  readonly operator: string;
  readonly operand: string;
}

/** The innermost reference that an offset of a text touches. */
export function referenceAt(text: string, offset: number, depth = 0): Reference | undefined {
  for (let start = text.indexOf("$"); start >= 0 && start <= offset; ) {
    const found = referenceFrom(text, start);
    if (found !== undefined && found.end >= offset) {
      const from = found.end - 1 - found.operand.length;
      const inner = depth < DEEPEST_NESTING ? referenceAt(found.operand, offset - from, depth + 1) : undefined;
      return inner ? { ...inner, start: inner.start + from, end: inner.end + from } : found;
    }
    start = text.indexOf("$", found?.end ?? start + (text[start + 1] === "$" ? 2 : 1));
  }
  return undefined;
}

function referenceFrom(text: string, start: number): Reference | undefined {
  const braced = text[start + 1] === "{";
  const from = start + (braced ? 2 : 1);
  const name = match(NAME, text, from);
  if (name === undefined) return undefined;
  if (!braced) return { name, operator: "", operand: "", start, end: from + name.length };
  const close = closingBrace(text, start);
  if (close < 0) return undefined;
  const operator = match(OPERATOR, text, from + name.length) ?? "";
  return { name, operator, operand: text.slice(from + name.length + operator.length, close), start, end: close + 1 };
}

class Writer {
  text = "";
  readonly unknown: string[] = [];
  oversized: Substituted["oversized"];
  readonly #variables: Variables;
  readonly #budget: TextBudget;
  readonly #keeps: Keeps;
  /** The length of what variables brought in. */
  #filled = 0;

  constructor(variables: Variables, budget: TextBudget, keeps: Keeps = "values") {
    this.#keeps = keeps;
    this.#variables = variables;
    this.#budget = budget;
  }

  write(source: string, depth: number): string | undefined {
    let position = 0;
    while (position < source.length) {
      const dollar = source.indexOf("$", position);
      if (dollar < 0) break;
      this.text += source.slice(position, dollar);
      const next = this.#reference(source, dollar, depth);
      if (typeof next === "string") return next;
      position = next;
    }
    this.text += source.slice(position);
    return undefined;
  }

  /** Writes what the `$` at `dollar` stands for; returns the offset behind it, or what is wrong with it. */
  #reference(source: string, dollar: number, depth: number): number | string {
    const follows = source[dollar + 1];
    if (follows === "$") {
      this.text += "$";
      return dollar + 2;
    }
    const braced = follows === "{";
    const name = match(NAME, source, dollar + (braced ? 2 : 1));
    if (name === undefined) {
      // A lone dollar sign, as in `$(date)` or `$1`, stays as it is.
      if (braced) return invalid(source);
      this.text += "$";
      return dollar + 1;
    }
    const behind = dollar + (braced ? 2 : 1) + name.length;
    if (!braced) {
      this.#value(name);
      return behind;
    }
    const close = closingBrace(source, dollar);
    if (close < 0 || depth >= DEEPEST_NESTING) return invalid(source);
    if (close === behind) {
      this.#value(name);
      return close + 1;
    }
    const operator = match(OPERATOR, source, behind);
    if (operator === undefined) return invalid(source);
    const operand = source.slice(behind + operator.length, close);
    return this.#operation(name, operator, operand, depth) ?? close + 1;
  }

  #value(name: string): void {
    const value = this.#keeps === "values" ? this.#variables(name) : undefined;
    if (value === undefined) this.#hole(name);
    else this.#fill(name, value);
  }

  #hole(name: string): void {
    this.text += UNRESOLVED;
    this.unknown.push(name);
  }

  #fill(name: string, value: string | Partial | Oversized): void {
    const known = typeof value === "string" ? { text: value, unknown: [] } : value;
    const beyond = "limit" in known ? known : this.#refusal(known.text);
    if (beyond !== undefined) {
      this.oversized ??= { ...beyond, name };
      this.#hole(name);
    } else if ("text" in known) {
      this.#filled += known.text.length;
      this.text += known.text;
      this.unknown.push(...known.unknown);
    }
  }

  #refusal(value: string): Oversized | undefined {
    if (this.#filled + value.length > LONGEST_FILLED) return TOO_LONG;
    return this.#budget.takes(value) ? undefined : TOO_MUCH;
  }

  #operation(name: string, operator: string, operand: string, depth: number): string | undefined {
    const value = this.#variables(name);
    const set = value !== undefined && (value !== "" || !operator.startsWith(":"));
    if (this.#keeps !== "values" && !(this.#keeps === "defaults" && !set && operator.endsWith("-"))) {
      this.#hole(name);
      return undefined;
    }
    if (operator.endsWith("+")) return set ? this.write(operand, depth + 1) : undefined;
    if (!set && operator.endsWith("-")) return this.write(operand, depth + 1);
    if (set) this.#fill(name, value);
    else this.#hole(name);
    return undefined;
  }
}

function match(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
}

/** The offset of the brace that closes the `${` at `open`; -1 where none does. Only `${` opens another level, as in Compose. */
function closingBrace(source: string, open: number): number {
  let depth = 0;
  for (let i = open; i < source.length; i++) {
    if (source[i] === "$" && source[i + 1] === "{") {
      depth++;
      i++;
    } else if (source[i] === "}" && --depth === 0) return i;
  }
  return -1;
}

function invalid(source: string): string {
  const shown = source.length > 60 ? `${source.slice(0, 57)}…` : source;
  return `"${shown}" is no valid variable reference; write $$ for a dollar sign`;
}
