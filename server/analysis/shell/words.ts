import type { ParameterExpansionPart, Word as WordNode, WordPart } from "unbash";
import { Joined } from "../text/joined.ts";
import { withoutMatch } from "../text/pattern.ts";
import type { Place } from "../text/span.ts";
import type { Environment } from "./environment.ts";
import type { Word } from "./script.ts";

/** A word that the shell has made, and the script that it would be for `sh -c`: the text, where unknown variables stand as they are written. */
export interface ReadWord extends Word {
  readonly script: Joined;
}

/** A piece of a word. Unquoted variables are split at white space. */
interface Piece {
  readonly text: string | undefined;
  readonly splits: boolean;
  readonly script: Joined;
}

const LONGEST_TEXT = 65_536;
/** Stands in a script for what a substitution put there: a parameter that is never known. */
export const UNKNOWN = "$_";

/** Reads the words of one source text. `file` is the URI that places carry. */
export class WordReader {
  readonly file: string;
  readonly #source: Joined;
  readonly #environment: Environment;

  constructor(file: string, source: Joined, environment: Environment) {
    this.file = file;
    this.#source = source;
    this.#environment = environment;
  }

  place(node: { readonly pos: number; readonly end: number }): Place {
    return { file: this.file, ...this.#source.span(node.pos, node.end) };
  }

  /** What a command gets for the word: none for an empty variable, several for one that holds blanks. */
  words(node: WordNode): readonly ReadWord[] {
    const pieces = this.#pieces(node);
    const word = this.#whole(node, pieces);
    if (!pieces.some(({ splits }) => splits) || word.text === undefined) return [word];
    return splitFields(pieces).map((text) => ({ ...word, text, script: this.#replacing(node, text) }));
  }

  /** The word as the value of an assignment, where nothing is split. */
  word(node: WordNode): ReadWord {
    return this.#whole(node, this.#pieces(node));
  }

  /** A text that stands for `[pos, end)` of the source. */
  #replacing({ pos, end }: { readonly pos: number; readonly end: number }, text: string): Joined {
    const { start, end: behind } = this.#source.span(pos, end);
    return Joined.of([{ text, from: start, width: behind - start }], start);
  }

  #whole(node: WordNode, pieces: readonly Piece[]): ReadWord {
    const texts = pieces.map(({ text }) => text);
    const known = texts.every((text) => text !== undefined) ? texts.join("") : undefined;
    return {
      text: known !== undefined && known.length <= LONGEST_TEXT ? known : undefined,
      source: this.#source.text.slice(node.pos, node.end),
      at: this.place(node),
      script: Joined.concat(pieces.map(({ script }) => script)),
    };
  }

  #pieces(node: WordNode): readonly Piece[] {
    const { parts, pos, end, value } = node;
    if (!parts || parts.length === 0) return [{ text: value, splits: false, script: this.#unescaped(pos, end, value) }];
    return parts.flatMap((part) => this.#partPieces(part, false));
  }

  #partPieces(part: WordPart, quoted: boolean): readonly Piece[] {
    switch (part.type) {
      case "DoubleQuoted":
      case "LocaleString":
        return part.parts.flatMap((child) => this.#partPieces(child, true));
      case "SingleQuoted":
        return [{ text: part.value, splits: false, script: this.#unescaped(part.pos, part.end, part.value) }];
      case "Literal":
      case "AnsiCQuoted":
        return [{ text: part.value, splits: false, script: this.#unescaped(part.pos, part.end, part.value) }];
      case "Glob":
      case "ExtendedGlob":
      case "BraceExpansion":
        return [{ text: part.text, splits: false, script: this.#source.slice(part.pos, part.end) }];
      case "SimpleExpansion":
        return [this.#variable(part, this.#environment.get(part.text.slice(1)), quoted)];
      case "ParameterExpansion":
        return [this.#variable(part, expansion(part, this.#environment), quoted)];
      default:
        return [{ text: undefined, splits: false, script: this.#replacing(part, UNKNOWN) }];
    }
  }

  #variable(part: { readonly pos: number; readonly end: number }, text: string | undefined, quoted: boolean): Piece {
    const script = text === undefined ? this.#source.slice(part.pos, part.end) : this.#replacing(part, text);
    return { text, splits: !quoted, script };
  }

  /** `value` is `[pos, end)` of the source without quotes and escapes: each of its code units keeps its place. */
  #unescaped(pos: number, end: number, value: string): Joined {
    const written = this.#source.text.slice(pos, end);
    const at = written.indexOf(value);
    if (at >= 0) return this.#source.slice(pos + at, pos + at + value.length);
    const parts: Joined[] = [];
    let from = 0;
    let index = 0;
    for (let to = 0; to <= written.length; to++) {
      if (to < written.length && written.charCodeAt(to) === value.charCodeAt(index)) index++;
      else {
        if (to > from) parts.push(this.#source.slice(pos + from, pos + to));
        from = to + 1;
      }
    }
    const aligned = Joined.concat(parts);
    return aligned.text === value ? aligned : this.#replacing({ pos, end }, value);
  }
}

/** `${X:-d}` and its kin, `${X#p}` and `${X%p}`. Anything else, and what depends on a variable that nobody set, is unknown. */
function expansion(
  { parameter, prefix, index, operation }: ParameterExpansionPart,
  environment: Environment,
): string | undefined {
  const value = prefix || index ? undefined : environment.get(parameter);
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
