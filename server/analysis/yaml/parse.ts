import { Composer, type CST, type Document, isScalar, type ParsedNode, Parser, Schema } from "yaml";
import type { InputError } from "../model/project.ts";
import type { Place } from "../text/span.ts";
import { said, told, type Wording } from "../text/wording.ts";
import { lexemes } from "./lexemes.ts";
import { readPlainYaml } from "./plain-yaml.ts";
import { syntaxMessage } from "./syntax-error.ts";
import { DEPTH_LIMIT, TROUBLE_LIMIT, TreeReader } from "./tree-reader.ts";
import type { YamlDocument, YamlFile } from "./yaml-file.ts";

/** The longest text that is parsed, in UTF-16 code units; the largest Compose files seen in the wild have 300,000. */
export const SIZE_LIMIT = 1024 * 1024;

/**
 * Reads a Compose file. It never fails: what is wrong stands in `input errors`, and the documents hold what could be read.
 * Time and memory grow linearly with the text, whatever it holds. Offsets count from the start of `text`, a byte order mark included.
 */
export function parseYamlFile(file: string, text: string): YamlFile {
  if (text.length > SIZE_LIMIT) {
    const inputError = {
      at: { file, start: 0, end: 0 },
      ...told(said`the file is larger than 1 MiB: not analysed`),
      cut: true,
    } as const;
    return { file, text, documents: [], comments: [], inputErrors: [inputError], broken: true };
  }
  return readPlainYaml(file, text) ?? parseWholeYaml(file, text);
}

/** What `parseCompose` does for texts that are not written plainly; for all others it gives the same. */
export function parseWholeYaml(file: string, text: string): YamlFile {
  const strict = parseWith(file, text, "strict");
  if (!strict.hasUnclosed || strict.isCut) return strict.file;
  const loose = parseWith(file, text, "loose").file;
  return loose.broken ? strict.file : loose;
}

interface Read {
  readonly file: YamlFile;
  /** Whether brackets, braces or quotes seem not to be closed; it may be that only the lines within are not indented. */
  readonly hasUnclosed: boolean;
  /** Whether reading ended before the text did. */
  readonly isCut: boolean;
}

function parseWith(file: string, text: string, indentation: "strict" | "loose"): Read {
  const { documents: parsed, comments, ended } = parseYaml(file, text, indentation);
  const documents: YamlDocument[] = [];
  const inputErrors: InputError[] = [...controlCharacter(file, text), ...(ended === undefined ? [] : [ended])];
  let hasUnclosed = false;
  for (const document of parsed) {
    const reader = new TreeReader(file, text);
    documents.push({ root: hasContents(document) ? reader.read(document.contents) : undefined });
    inputErrors.push(...troublesOf(file, text, document, reader.inputErrors));
    hasUnclosed ||= reader.hasUnclosed;
  }
  const inOrder = inputErrors.sort((a, b) => a.at.start - b.at.start);
  // However much else is wrong, it must not hide that something was left out.
  const told = inOrder.filter(({ cut }, index) => cut || index < TROUBLE_LIMIT);
  return {
    file: { file, text, documents, comments, inputErrors: told, broken: told.length > 0 },
    hasUnclosed,
    isCut: ended !== undefined,
  };
}

type Parsed = Document.Parsed<ParsedNode>;

interface Yaml {
  readonly documents: readonly Parsed[];
  readonly comments: readonly Place[];
  /** Set where reading ended before the text did, with what is wrong there. */
  readonly ended?: InputError;
}

/** How many documents of one file are read. */
const DOCUMENT_LIMIT = 1_000;

/**
 * How many tokens of one file are read, so that the library stays within a second and some 200 MiB. A Compose file has one in three characters;
 * the largest seen in the wild have 150,000.
 */
const TOKEN_LIMIT = 250_000;

/** How many tokens that belong nowhere a file may have; each costs the library an error with a stack trace, and a hundred are told. */
const ERROR_LIMIT = 1_000;

/**
 * The library's own `parseAllDocuments` hides the tokens, among them the comments, and has no limits; its parts are driven here as it does itself.
 * A document that is nested too deeply is left out with all that follows it; beyond the other limits what was read till then is kept.
 */
function parseYaml(file: string, text: string, indentation: "strict" | "loose"): Yaml {
  const parser = new Parser();
  const composer = limitedComposer();
  const documents: Parsed[] = [];
  const comments: Place[] = [];
  let misplaced = 0;
  let started = 0;
  let count = 0;
  const compose = (token: CST.Token): void => {
    if (token.type === "error" && misplaced++ >= ERROR_LIMIT) return;
    if (token.type === "document") started++;
    documents.push(...composer.next(token));
  };
  const tooMuch = (): Wording | undefined => {
    if (parser.stack.length > DEPTH_LIMIT) return said`nested deeper than ${DEPTH_LIMIT} levels: not analysed`;
    if (count > TOKEN_LIMIT) return said`more than ${TOKEN_LIMIT} tokens: the rest is not analysed`;
    if (started >= DOCUMENT_LIMIT) return said`more than ${DOCUMENT_LIMIT} documents: the rest is not analysed`;
    return misplaced > ERROR_LIMIT ? said`more than ${ERROR_LIMIT} mistakes: the rest is not analysed` : undefined;
  };
  let message: Wording | undefined;
  let isContent = false;
  for (const lexeme of lexemes(text, indentation)) {
    count++;
    if (!isContent && lexeme.startsWith("#")) comments.push(commentPlace(file, parser.offset, lexeme));
    isContent = !isContent && lexeme === SCALAR_FOLLOWS;
    for (const token of parser.next(lexeme)) compose(token);
    message = tooMuch();
    if (message !== undefined) break;
  }
  const at = { file, start: parser.offset, end: parser.offset };
  const ended = message === undefined ? {} : { ended: { at, ...told(message), cut: true } as const };
  if (parser.stack.length > DEPTH_LIMIT) return { documents, comments, ...ended };
  for (const token of parser.end()) compose(token);
  documents.push(...composer.end(true, text.length));
  return { documents, comments, ...ended };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that YAML has no place for.
const CONTROL = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/;

/**
 * The first character that Compose's parser takes nowhere, not even in quotes and comments.
 * Source: https://github.com/yaml/go-yaml/blob/v3.0.4/readerc.go
 */
function controlCharacter(file: string, text: string): readonly InputError[] {
  const start = text.search(CONTROL);
  if (start < 0) return [];
  const code = text.charCodeAt(start).toString(16).toUpperCase().padStart(4, "0");
  return [{ at: { file, start, end: start + 1 }, ...told(said`the character U+${code} may not stand in YAML`) }];
}

/**
 * Every scalar is left a string, which spares the library's guesses at types. No tag is known: the library gives the values of `!!omap`, `!!pairs` and
 * their kin a form of its own, without places, and looks a tag up among the names that every object has.
 */
function schemaWithoutTags(): Schema {
  const schema = new Schema({ schema: "failsafe", merge: false, resolveKnownTags: false });
  schema.knownTags = Object.create(null);
  return schema;
}

/** Made when a text first needs the library, which most do not. */
let knownSchema: Schema | undefined;

/**
 * The library makes an error with a stack trace for every token that it cannot place, which takes seconds where there are a million of them.
 * Its warnings are about tags and flow indentation that Compose accepts, and `uniqueKeys` would compare each key with all others.
 */
function limitedComposer(): Composer<ParsedNode> {
  knownSchema ??= schemaWithoutTags();
  const composer = new Composer<ParsedNode>({ schema: knownSchema, uniqueKeys: false });
  const report: Report = composer["onError"];
  let reported = 0;
  composer["onError"] = ((source, code, message, warning) => {
    if (warning !== true && reported++ < ERROR_LIMIT) report(source, code, message);
  }) satisfies Report;
  return composer;
}

/** Private in the library's types, since only its own parts are meant to call it; there is no other place to put a limit. */
type Report = (source: unknown, code: string, message: string, warning?: boolean) => void;

/** The lexer's mark that its next token is a scalar's content, which may start with any character. */
const SCALAR_FOLLOWS = "\u{1F}";

function commentPlace(file: string, start: number, lexeme: string): Place {
  return { file, start, end: start + lexeme.trimEnd().length };
}

function hasContents(document: Parsed): document is Parsed & { readonly contents: ParsedNode } {
  const { contents } = document;
  return (
    contents !== null && !(isScalar(contents) && contents.range[0] === contents.range[1] && contents.tag === undefined)
  );
}

/**
 * What is wrong with one document. The library reports one mistake several times, once per token that it confuses;
 * the first on each line says it best, and stands over what the reader makes of the confused tokens.
 */
function troublesOf(file: string, text: string, { errors }: Parsed, read: readonly InputError[]): InputError[] {
  const inputErrors: InputError[] = [];
  const lines = new Set<number>();
  for (const { code, message, pos } of errors) {
    const start = code === "TAB_AS_INDENT" ? pos[0] : behindBlanks(text, pos[0]);
    const lineEnd = endOfLine(text, start);
    const end = Math.min(lineEnd, Math.max(start + 1, pos[1]));
    const found = syntaxMessage(code, message, text.slice(start, end));
    if (found === undefined || lines.has(lineEnd)) continue;
    lines.add(lineEnd);
    inputErrors.push({ at: { file, start, end }, ...found });
    if (inputErrors.length === TROUBLE_LIMIT) break;
  }
  return [...inputErrors, ...read.filter(({ at, cut }) => cut || !lines.has(endOfLine(text, at.start)))];
}

/** The library points at the blanks before a key that is indented wrongly. */
function behindBlanks(text: string, offset: number): number {
  let start = Math.min(offset, text.length);
  while (text[start] === " ") start++;
  return start;
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  const line = text.slice(offset, end < 0 ? text.length : end);
  const carriage = line.indexOf("\r");
  return offset + (carriage < 0 ? line.length : carriage);
}
