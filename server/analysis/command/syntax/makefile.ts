import { MappedText, type Piece } from "../../text/mapped-text.ts";
import type { Span } from "../../text/span.ts";
import { mentionsEngine } from "./detect.ts";
import { endsInBackslash, linesIn, type ScriptPart, withReplaced } from "./script-part.ts";

/**
 * The recipes of a makefile, each logical line a piece of its own, since make gives each to a shell of its own. What make puts in before the shell reads
 * it is put in here: variables that the makefile sets once and makes longer, by their text; others stay variables that nobody sets.
 * Source: https://www.gnu.org/software/make/manual/make.html#Splitting-Recipe-Lines
 */
export function makefileParts(text: string): readonly ScriptPart[] {
  const variables = variablesIn(text);
  return recipeLines(text).flatMap((line): readonly ScriptPart[] => {
    const pieces = piecesOf(line, text, variables);
    const source = MappedText.of(pieces, line[0]?.start ?? 0);
    return mentionsEngine(source.text) ? [{ source, comments: "#" }] : [];
  });
}

/** The first line of a canned recipe with its name, or its last one. */
const DEFINE =
  /^ {0,20}(?:(?:override |export )?define[ \t]{1,20}([\w.-]{1,100})[ \t]{0,20}[?:+!]{0,3}=?[ \t]{0,20}$|endef\b)/;

/**
 * Whether a recipe has a canned one in it, `$(NAME)` or `$(call NAME,…)`, so that its lines are the recipe's.
 * Source: https://www.gnu.org/software/make/manual/make.html#Canned-Recipes
 */
function isCalled(text: string, name: string): boolean {
  const calls = [`$(${name})`, `\${${name}}`, `$(call ${name},`, `$(call ${name})`];
  for (const { start, end } of linesIn(text)) {
    const line = text.slice(start, end);
    if (line.startsWith("\t") && calls.some((call) => line.includes(call))) return true;
  }
  return false;
}

/** The lines of recipes, those that a backslash joins together. */
function recipeLines(text: string): readonly (readonly Span[])[] {
  const recipes: Span[][] = [];
  let isContinued = false;
  let isCanned = false;
  for (const line of linesIn(text)) {
    const defined: RegExpExecArray | null = isContinued ? null : DEFINE.exec(text.slice(line.start, line.end));
    if (defined !== null) {
      isCanned = defined[1] !== undefined && isCalled(text, defined[1]);
      continue;
    }
    const start: number | undefined = isContinued || isCanned ? line.start : recipeStart(text, line);
    if (isContinued) recipes.at(-1)?.push(line);
    else if (start !== undefined) recipes.push([{ ...line, start }]);
    isContinued = start !== undefined && endsInBackslash(text, line);
  }
  return recipes;
}

/** Where a line begins to be a recipe's: at its tab, or behind the semicolon of `target: needed; command`. */
function recipeStart(text: string, { start, end }: Span): number | undefined {
  if (text.charAt(start) === "\t") return start;
  const line = text.slice(start, end);
  const semicolon = line.indexOf(";");
  const rule = line.slice(0, Math.max(semicolon, 0));
  return rule.includes(":") && !/[=#]/.test(rule) ? start + semicolon + 1 : undefined;
}

/** What the shell gets of the lines: without the first tab of each, and without make's own signs before the first. */
function piecesOf(lines: readonly Span[], text: string, variables: Variables): readonly Piece[] {
  return lines.flatMap(({ start, end }, index) => {
    let from = text.charAt(start) === "\t" ? start + 1 : start;
    while (index === 0 && from < end && /[@+ \t-]/.test(text.charAt(from))) from++;
    return [...withMakeVariables(text, { start: from, end }, variables), { text: "\n", from: end, width: 0 }];
  });
}

/** A reference of make's: `$$`, `$(NAME)`, `${NAME}`, `$@`. A function call, which holds a blank, is left as it is: no shell knows what comes of it either. */
const REFERENCE = /\$(?:\$|\(([\w.-]+)\)|\{([\w.-]+)\}|\(shell pwd\)|([@<^*?%]))/g;

function withMakeVariables(text: string, span: Span, variables: Variables): readonly Piece[] {
  return withReplaced(text, span, REFERENCE, ([whole, round, curly, automatic]) => {
    if (whole === "$$") return "$";
    if (whole === "$(shell pwd)") return "$" + "{PWD}";
    if (automatic !== undefined) return "$" + "{_}";
    const name = round ?? curly ?? "";
    return variables.get(name) ?? reference(name);
  });
}

function reference(name: string): string {
  return `\${${name === "CURDIR" ? "PWD" : name.replace(/\W/g, "_")}}`;
}

type Variables = ReadonlyMap<string, string>;

const ASSIGNMENT = /^(?:export |override )?([\w.-]{1,100})[ \t]{0,20}([?:+!]{0,3})=/;
const PLAIN = /^(?:|\?|:{1,3})$/;
/** In UTF-16 code units. */
const LONGEST_VALUE = 4_096;
const DEEPEST = 8;

/** The variables that are set once, and longer by `+=` where no condition hangs over that, with the text that make puts in for them, as the shell reads it. */
function variablesIn(text: string): Variables {
  const written = new Map<string, string | undefined>();
  let conditions = 0;
  for (const line of linesIn(text)) {
    const content = text.slice(line.start, line.end);
    if (/^ *if(?:n?eq|n?def)\b/.test(content)) conditions++;
    else if (/^ *endif\b/.test(content)) conditions--;
    const match = ASSIGNMENT.exec(content);
    if (match === null) continue;
    const [whole, name = "", operator = ""] = match;
    const isWhole = !endsInBackslash(text, line);
    const value = withoutComment(content.slice(whole.length).trimStart());
    const before = written.get(name);
    if (operator === "+" && isWhole && before !== undefined && conditions === 0)
      written.set(name, `${before} ${value}`);
    else written.set(name, isWhole && PLAIN.test(operator) && !written.has(name) ? value : undefined);
  }
  const filled = new Map<string, string>();
  for (const name of written.keys()) {
    const value = filledIn(name, written, 0);
    if (value !== undefined) filled.set(name, value);
  }
  return filled;
}

function withoutComment(value: string): string {
  const hash = /(?<!\\)#/.exec(value);
  return (hash === null ? value : value.slice(0, hash.index)).trimEnd();
}

function filledIn(name: string, written: ReadonlyMap<string, string | undefined>, depth: number): string | undefined {
  const value = written.get(name);
  if (value === undefined || depth > DEEPEST) return undefined;
  const filled = value.replace(REFERENCE, (whole: string, round?: string, curly?: string, automatic?: string) => {
    if (whole === "$$") return "$";
    if (whole === "$(shell pwd)") return "$" + "{PWD}";
    const inner = round ?? curly;
    if (inner === undefined || automatic !== undefined) return "$" + "{_}";
    return filledIn(inner, written, depth + 1) ?? reference(inner);
  });
  return filled.length <= LONGEST_VALUE ? filled : undefined;
}
