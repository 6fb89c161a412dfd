import type { ParameterExpansionPart, Word as WordNode, WordPart } from "unbash";
import { MappedText } from "../text/mapped-text.ts";
import { withoutMatch } from "../text/parameter-pattern.ts";
import type { Place } from "../text/span.ts";
import type { Environment, List } from "./environment.ts";
import type { ReadWord } from "./read-word.ts";
import type { WordPiece } from "./script.ts";

/** A piece of a word, for `[pos, end)` of the source. Unquoted variables are split at white space. */
interface Piece {
  readonly text: string | undefined;
  readonly splits: boolean;
  readonly pos: number;
  readonly end: number;
  /** What stands for it in a script: itself without quotes and escapes, itself as it is written, or `text`, of which no part has a place of its own. */
  readonly script: "unescaped" | "written" | "replaced";
  /** The name of a variable without a value. */
  readonly unknown?: string;
  readonly isDefault?: true;
}

const LONGEST_TEXT = 65_536;
/** Stands in a script for what a substitution put there: a parameter that is never known. */
export const UNKNOWN = "$_";

/** Reads the words of one source text. `file` is the URI that places carry. */
export class WordReader {
  readonly file: string;
  readonly #source: MappedText;
  readonly #environment: Environment;

  constructor(file: string, source: MappedText, environment: Environment) {
    this.file = file;
    this.#source = source;
    this.#environment = environment;
  }

  place(node: { readonly pos: number; readonly end: number }): Place {
    return { file: this.file, ...this.#source.span(node.pos, node.end) };
  }

  /** What a command gets for the word: none for an empty variable, several for one that holds blanks. */
  words(node: WordNode): readonly ReadWord[] {
    const { value } = node;
    const array = arrayIn(node);
    const list = array === undefined ? undefined : this.#environment.list(array);
    if (list !== undefined) return this.#elements(node, list);
    if (!isMadeOfParts(node) && value.length <= LONGEST_TEXT) return [this.#word(node, value, undefined)];
    const pieces = this.#pieces(node);
    const text = textOf(pieces);
    if (text === undefined || !pieces.some(({ splits }) => splits)) return [this.#word(node, text, pieces)];
    const fields = splitFields(pieces);
    if (fields.length === 1 && fields[0] === text) return [this.#word(node, text, pieces)];
    return fields.map((field) => this.#word(node, field, [replaced(node, field, false)]));
  }

  /** The elements of an array where all of them are named, and the name itself where there may be more. */
  #elements(node: WordNode, { words, isOpen }: List): readonly ReadWord[] {
    const at = this.place(node);
    const source = this.#source.text.slice(node.pos, node.end);
    const known = words.map(({ text, pieces, script }) => {
      const said = pieces ?? [{ text, splits: false, isLiteral: false }];
      return { text, source, at, script, pieces: said.map((piece) => ({ ...piece, isLiteral: false })) };
    });
    return isOpen ? [...known, this.#word(node, undefined, this.#pieces(node))] : known;
  }

  /** The word as the value of an assignment, where nothing is split. */
  word(node: WordNode): ReadWord {
    const pieces = this.#pieces(node);
    return this.#word(node, textOf(pieces), pieces);
  }

  /** Like `word`, with a text that is worked out elsewhere. */
  wordOf(node: WordNode, text: string | undefined): ReadWord {
    return this.#word(node, text, this.#pieces(node));
  }

  #word(node: WordNode, text: string | undefined, pieces: readonly Piece[] | undefined): ReadWord {
    return new SourceWord(this.file, this.#source, node, text, pieces);
  }

  #pieces(node: WordNode): readonly Piece[] {
    const { parts, pos, end, value } = node;
    if (!parts || !isMadeOfParts(node)) return [{ text: value, splits: false, pos, end, script: "unescaped" }];
    return parts.flatMap((part) => this.#partPieces(part, false));
  }

  #partPieces(part: WordPart, quoted: boolean): readonly Piece[] {
    const { pos, end } = part;
    switch (part.type) {
      case "DoubleQuoted":
      case "LocaleString":
        return part.parts.flatMap((child) => this.#partPieces(child, true));
      case "SingleQuoted":
      case "Literal":
      case "AnsiCQuoted":
        return [{ text: part.value, splits: false, pos, end, script: "unescaped" }];
      case "Glob":
      case "ExtendedGlob":
      case "BraceExpansion":
        return [{ text: part.text, splits: false, pos, end, script: "written" }];
      case "SimpleExpansion":
        return [variable(part, { text: this.#environment.get(part.text.slice(1)) }, part.text.slice(1), quoted)];
      case "ParameterExpansion":
        return [variable(part, expansion(part, this.#environment), nameOf(part), quoted)];
      case "CommandExpansion":
        // A comment between the lines of a command: `# so`.
        return part.script?.commands.length === 0
          ? [{ text: "", splits: !quoted, pos, end, script: "replaced" }]
          : [{ text: undefined, splits: !quoted, pos, end, script: "replaced" }];
      default:
        return [{ text: undefined, splits: !quoted, pos, end, script: "replaced" }];
    }
  }
}

/** A word of a source text. Its place and its script are worked out when they are asked for: most words are only compared with others. */
class SourceWord implements ReadWord {
  readonly text: string | undefined;
  readonly #file: string;
  readonly #source: MappedText;
  readonly #node: Range;
  /** Undefined for a word that is one piece without quotes and variables. */
  readonly #pieces: readonly Piece[] | undefined;

  constructor(
    file: string,
    source: MappedText,
    node: Range,
    text: string | undefined,
    pieces: readonly Piece[] | undefined,
  ) {
    this.text = text;
    this.#file = file;
    this.#source = source;
    this.#node = node;
    this.#pieces = pieces;
  }

  get source(): string {
    return this.#source.text.slice(this.#node.pos, this.#node.end);
  }

  get at(): Place {
    const { start, end } = this.#source.span(this.#node.pos, this.#node.end);
    return { file: this.#file, start, end };
  }

  get pieces(): readonly WordPiece[] {
    const { text } = this;
    return (
      this.#pieces?.map((piece) => this.#shown(piece)) ?? [
        text === undefined
          ? { text, unknown: this.source, splits: false, isLiteral: false }
          : { text, splits: false, isLiteral: true },
      ]
    );
  }

  #shown({ text, splits, pos, end, script, unknown, isDefault }: Piece): WordPiece {
    const isLiteral = script !== "replaced" && text !== undefined;
    const more = { splits, isLiteral, ...(isDefault ? { isDefault } : {}) };
    if (text !== undefined) return { text, ...more };
    return { text, unknown: unknown ?? this.#source.text.slice(pos, end), ...more };
  }

  get script(): MappedText {
    if (!this.#pieces) return this.#unescaped(this.#node.pos, this.#node.end, this.text ?? "");
    return MappedText.concat(this.#pieces.map((piece) => this.#scriptOf(piece)));
  }

  #scriptOf({ text, pos, end, script }: Piece): MappedText {
    if (script === "written") return this.#source.slice(pos, end);
    return script === "replaced" ? this.#replacing(pos, end, text ?? UNKNOWN) : this.#unescaped(pos, end, text ?? "");
  }

  /** A text that stands for `[pos, end)` of the source. */
  #replacing(pos: number, end: number, text: string): MappedText {
    const { start, end: behind } = this.#source.span(pos, end);
    return MappedText.of([{ text, from: start, width: behind - start }], start);
  }

  /** `value` is `[pos, end)` of the source without quotes and escapes: each of its code units keeps its place. */
  #unescaped(pos: number, end: number, value: string): MappedText {
    const written = this.#source.text.slice(pos, end);
    const at = written.indexOf(value);
    if (at >= 0) return this.#source.slice(pos + at, pos + at + value.length);
    const parts: MappedText[] = [];
    let from = 0;
    let index = 0;
    for (let to = 0; to <= written.length; to++) {
      if (to < written.length && written.charCodeAt(to) === value.charCodeAt(index)) index++;
      else {
        if (to > from) parts.push(this.#source.slice(pos + from, pos + to));
        from = to + 1;
      }
    }
    const aligned = MappedText.concat(parts);
    return aligned.text === value ? aligned : this.#replacing(pos, end, value);
  }
}

/** The array all of whose elements a word is, `"${A[@]}"`. */
function arrayIn({ parts }: WordNode): string | undefined {
  const [part, ...more] = parts ?? [];
  if (part === undefined || more.length > 0) return undefined;
  const [inner, ...others] = part.type === "DoubleQuoted" ? part.parts : [part];
  if (inner?.type !== "ParameterExpansion" || others.length > 0) return undefined;
  const { parameter, prefix, index, operation } = inner;
  const isWhole = index?.value === "@" || (index?.value === "*" && part === inner);
  return isWhole && prefix === undefined && operation === undefined ? parameter : undefined;
}

function isMadeOfParts({ parts }: WordNode): boolean {
  return parts !== undefined && parts.length > 0;
}

interface Range {
  readonly pos: number;
  readonly end: number;
}

/** The text of all pieces together; undefined where one is unknown, or where it grows too long. */
function textOf(pieces: readonly Piece[]): string | undefined {
  let whole = "";
  for (const { text } of pieces) {
    if (text === undefined) return undefined;
    whole += text;
  }
  return whole.length <= LONGEST_TEXT ? whole : undefined;
}

/** What an expansion comes to, and whether it is the default of a variable that nobody set. */
interface Expanded {
  readonly text: string | undefined;
  readonly isDefault?: true;
}

function variable(part: Range, { text, isDefault }: Expanded, name: string, quoted: boolean): Piece {
  if (text !== undefined) return { ...replaced(part, text, !quoted), ...(isDefault ? { isDefault } : {}) };
  return { text, splits: !quoted, pos: part.pos, end: part.end, script: "written", unknown: name };
}

/** The variable's name; for all elements of an array and for what is more than a variable, the whole as it is written. */
function nameOf({ parameter, prefix, index, text }: ParameterExpansionPart): string {
  return prefix || index || parameter === "" ? text : parameter;
}

function replaced({ pos, end }: Range, text: string, splits: boolean): Piece {
  return { text, splits, pos, end, script: "replaced" };
}

/**
 * `${X:-d}` and its kin, `${X#p}` and `${X%p}`. Anything else, and what depends on a variable that nobody set, is unknown, but for the default of one that
 * surely nobody set where the environment takes these.
 */
function expansion(
  { parameter, prefix, index, operation }: ParameterExpansionPart,
  environment: Environment,
): Expanded {
  const value = prefix || index ? undefined : environment.get(parameter);
  if (
    operation?.type === "Default" &&
    value === undefined &&
    !prefix &&
    !index &&
    environment.takesDefault(parameter)
  ) {
    const { operator, operand } = operation;
    return operator.endsWith("-") || operator.endsWith("=")
      ? { text: literal(operand), isDefault: true }
      : { text: undefined };
  }
  return { text: operated(value, operation) };
}

function operated(value: string | undefined, operation: ParameterExpansionPart["operation"]): string | undefined {
  if (!operation || value === undefined) return value;
  if (operation.type === "Default") {
    const { operator, operand } = operation;
    const set = value !== "" || !operator.startsWith(":");
    if (operator.endsWith("+")) return set ? literal(operand) : "";
    return set ? value : operator.endsWith("?") ? undefined : literal(operand);
  }
  if (operation.type !== "Remove") return undefined;
  const pattern = literal(operation.operand);
  if (pattern === undefined || pattern.includes("[")) return undefined;
  const side = operation.operator.startsWith("#") ? "start" : "end";
  return withoutMatch(value, pattern, side, operation.operator.length === 2);
}

/** A word without any expansion. */
function literal({ parts, value }: WordNode): string | undefined {
  return !parts || parts.every((part) => part.type === "Literal" || part.type === "Glob") ? value : undefined;
}

function splitFields(pieces: readonly Piece[]): readonly string[] {
  const fields: string[] = [];
  let field: string | undefined;
  for (const { text = "", splits } of pieces) {
    if (!splits) {
      field = (field ?? "") + text;
      continue;
    }
    const [first = "", ...rest] = text.split(/[ \t\n]+/);
    if (first !== "") field = (field ?? "") + first;
    for (const next of rest) {
      if (field !== undefined) fields.push(field);
      field = next === "" ? undefined : next;
    }
  }
  return field === undefined ? fields : [...fields, field];
}
