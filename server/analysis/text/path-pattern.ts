import { type Said, said } from "./wording.ts";

/** Patterns beyond this length are made to do harm and match nothing. */
const LONGEST_PATTERN = 500;

/**
 * Whether a pattern of the settings matches a path or a directory above it. `path` is relative, with `/` between its parts.
 *
 * `*` is any run of characters of one name, `?` one of them, `[a-c]` and `[!a-c]` one of a set or outside of it, `{a,b}` one of several texts, which may hold
 * all of these, and `**` any number of directories. A backslash takes a character as it is. A pattern without a slash before its end matches a name at any
 * depth. All ways through the pattern are followed at once, so that the work is the product of both lengths, whatever the pattern says.
 */
export function matchesPathPattern(pattern: string, path: string): boolean {
  if (pattern.length > LONGEST_PATTERN) return false;
  const machine = new PatternReader(pattern).machine();
  const characters = [...path];
  let active = closureOf(machine, [0]);
  for (const [index, character] of characters.entries()) {
    const next = [...active].flatMap((at) => (isTaken(machine[at], character) ? [at + 1] : []));
    if (next.length === 0) return false;
    active = closureOf(machine, next);
    const isNameEnd = index + 1 === characters.length || characters[index + 1] === "/";
    if (isNameEnd && active.has(machine.length)) return true;
  }
  return false;
}

/** Why a pattern would never match what it seems to say; undefined where nothing is wrong. */
export function patternMistake(pattern: string): Said | undefined {
  if (pattern.length > LONGEST_PATTERN) return said`is longer than ${LONGEST_PATTERN} characters`;
  if (pattern.trim() === "") return said`is empty`;
  if (/\\\w/.test(pattern)) return said`has a backslash, which separates no directories: write /`;
  if (/(?:^|\/)\.\.(?:\/|$)/.test(pattern)) return said`leads out of its directory`;
  if (hasRangeInBraces(pattern)) return said`has a range in braces, which is not supported: write {1,2}`;
  if (/[@+?*]\([^()]*\)/.test(pattern)) return said`has a group in parentheses, which is not supported: write {a,b}`;
  return undefined;
}

function hasRangeInBraces(pattern: string): boolean {
  const insides = pattern
    .split("{")
    .slice(1)
    .filter((text) => text.includes("}"));
  return insides
    .map((text) => text.slice(0, text.indexOf("}")))
    .some((text) => text.includes("..") && !text.includes(","));
}

/** One step: it takes a character and leads to the step behind it, or it leads on to others without taking any. */
type Step =
  | { readonly takes: (character: string) => boolean }
  /** Filled in once it is known where they are. */
  | { readonly leadsTo: number[] };

function isTaken(step: Step | undefined, character: string): boolean {
  return step !== undefined && "takes" in step && step.takes(character);
}

/** All steps that are reached without taking a character. */
function closureOf(machine: readonly Step[], starts: readonly number[]): ReadonlySet<number> {
  const reached = new Set(starts);
  for (const at of reached) {
    const step = machine[at];
    if (step && "leadsTo" in step) for (const next of step.leadsTo) reached.add(next);
  }
  return reached;
}

const ANYTHING: Step = { takes: () => true };
const IN_NAME: Step = { takes: (character) => character !== "/" };

/** Reads a pattern into steps, of which the first is the start and the place behind the last is the end. */
class PatternReader {
  readonly #characters: readonly string[];
  readonly #steps: Step[] = [];
  #at = 0;
  /** Whether a name begins here, so that `**` crosses directories. */
  #isNameStart = true;

  constructor(pattern: string) {
    const names = pattern.split("/").filter((name) => name !== "" && name !== ".");
    const isAnchored = /\/[^/]/.test(pattern);
    const whole = names.length === 0 ? "**" : names.join("/");
    this.#characters = [...(isAnchored ? whole : `**/${whole}`)];
  }

  machine(): readonly Step[] {
    while (this.#at < this.#characters.length) this.#next(false);
    return this.#steps;
  }

  /** Reads one part; within braces it stops before a comma and the closing brace. */
  #next(inBraces: boolean): void {
    const character = this.#characters[this.#at] ?? "";
    const isNameStart = this.#isNameStart;
    this.#isNameStart = false;
    if (character === "*") this.#stars(isNameStart, inBraces);
    else if (character === "{" && this.#closingBrace() !== undefined) this.#braces(isNameStart);
    else if (character === "[" && this.#class()) return;
    else {
      const isEscaped = character === "\\" && this.#at + 1 < this.#characters.length;
      const wanted = isEscaped ? (this.#characters[this.#at + 1] ?? "") : character;
      this.#at += isEscaped ? 2 : 1;
      this.#steps.push(character === "?" ? IN_NAME : { takes: (one) => one === wanted });
      this.#isNameStart = wanted === "/";
    }
  }

  #stars(isNameStart: boolean, inBraces: boolean): void {
    const start = this.#at;
    while (this.#characters[this.#at] === "*") this.#at++;
    const behind = this.#characters[this.#at];
    const isWhole = isNameStart && this.#at - start > 1;
    if (isWhole && behind === "/") {
      this.#at++;
      // Either nothing, or anything up to a slash.
      this.#optional(() => {
        this.#repeated(ANYTHING);
        this.#steps.push({ takes: (one) => one === "/" });
      });
      this.#isNameStart = true;
    } else {
      const isLast = behind === undefined || (inBraces && (behind === "," || behind === "}"));
      this.#repeated(isWhole && isLast ? ANYTHING : IN_NAME);
    }
  }

  #optional(body: () => void): void {
    const leadsTo: number[] = [this.#steps.length + 1];
    this.#steps.push({ leadsTo });
    body();
    leadsTo.push(this.#steps.length);
  }

  #repeated(step: Step): void {
    const start = this.#steps.length;
    this.#steps.push({ leadsTo: [start + 1, start + 3] }, step, { leadsTo: [start] });
  }

  #braces(isNameStart: boolean): void {
    const choices: number[] = [];
    this.#steps.push({ leadsTo: choices });
    const ends: number[][] = [];
    let endsAtName = true;
    for (let character = "{"; character !== "}"; character = this.#characters[this.#at] ?? "}") {
      this.#at++;
      this.#isNameStart = isNameStart;
      choices.push(this.#steps.length);
      while (this.#at < this.#characters.length && !",}".includes(this.#characters[this.#at] ?? "")) this.#next(true);
      endsAtName &&= this.#isNameStart;
      const end: number[] = [];
      ends.push(end);
      this.#steps.push({ leadsTo: end });
    }
    this.#at++;
    this.#isNameStart = endsAtName;
    for (const end of ends) end.push(this.#steps.length);
  }

  /** Where the brace that opens here is closed; undefined where it is not, and so stands for itself. */
  #closingBrace(): number | undefined {
    this.#closings ??= closingsOf(this.#characters);
    return this.#closings.get(this.#at);
  }

  #closings: ReadonlyMap<number, number> | undefined;

  /** Reads a set of characters. False where it is not closed, and the bracket stands for itself. */
  #class(): boolean {
    const characters = this.#characters;
    let at = this.#at + 1;
    const isNegated = characters[at] === "!" || characters[at] === "^";
    if (isNegated) at++;
    const first = at;
    const ranges: (readonly [low: string, high: string])[] = [];
    for (; at < characters.length && (characters[at] !== "]" || at === first); at++) {
      if (characters[at] === "\\") at++;
      const low = characters[at] ?? "";
      const isRange = characters[at + 1] === "-" && at + 2 < characters.length && characters[at + 2] !== "]";
      if (isRange) at += characters[at + 2] === "\\" ? 3 : 2;
      ranges.push([low, characters[at] ?? ""]);
    }
    if (at >= characters.length) return false;
    this.#at = at + 1;
    this.#steps.push({
      takes: (one) => one !== "/" && ranges.some(([low, high]) => low <= one && one <= high) !== isNegated,
    });
    return true;
  }
}

/** Each brace that opens with the one that closes it. */
function closingsOf(characters: readonly string[]): ReadonlyMap<number, number> {
  const closings = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < characters.length; at++) {
    if (characters[at] === "\\") at++;
    else if (characters[at] === "{") open.push(at);
    else if (characters[at] === "}") {
      const opening = open.pop();
      if (opening !== undefined) closings.set(opening, at);
    }
  }
  return closings;
}
