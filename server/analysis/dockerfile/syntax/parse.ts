import type { InputError } from "../../model/project.ts";
import type { MappedText } from "../../text/mapped-text.ts";
import type { Place } from "../../text/span.ts";
import { said, told, type Wording } from "../../text/wording.ts";
import { heredocStarts, readHeredocs } from "./heredocs.ts";
import { type LogicalLine, LogicalLines } from "./logical-lines.ts";
import type { Argument, DockerfileTree, Escape, Instruction } from "./tree.ts";
import {
  argumentOf,
  jsonStrings,
  splitAtSpace,
  splitFlags,
  splitPairs,
  splitQuoted,
  trimmed,
  wordEnd,
} from "./words.ts";

/** Longer files are not read; real Dockerfiles are far shorter. In UTF-16 code units. */
const LONGEST_FILE = 1_048_576;
/** The arguments of a longer instruction are not read. UTF-16 code units. */
const LONGEST_INSTRUCTION = 262_144;

/** Source: https://docs.docker.com/reference/dockerfile/#overview */
export const KEYWORDS: ReadonlySet<string> = new Set(
  "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR".split(
    " ",
  ),
);
const WITH_HEREDOCS: ReadonlySet<string> = new Set(["ADD", "COPY", "RUN"]);
const PAIRS: ReadonlySet<string> = new Set(["ENV", "LABEL"]);
const WORDS: ReadonlySet<string> = new Set(["FROM", "EXPOSE", "ADD", "COPY", "VOLUME"]);
const JSON_FORM: ReadonlySet<string> = new Set(["ADD", "CMD", "COPY", "ENTRYPOINT", "RUN", "SHELL", "VOLUME"]);

/**
 * Reads a Dockerfile as BuildKit's parser does, in time linear in the text. Never throws; `inputErrors` reports what
 * cannot be read. A byte order mark, CRLF, NUL and half-typed instructions are fine. `file` is the URI of the places.
 */
export function parseDockerfile(file: string, text: string): DockerfileTree {
  const inputErrors: InputError[] = [];
  const cut = (at: Place, message: Wording): void => void inputErrors.push({ at, ...told(message), cut: true });
  const lines = new LogicalLines(file, text);
  const instructions: Instruction[] = [];
  if (text.length > LONGEST_FILE) {
    cut({ file, start: 0, end: 0 }, said`The file is larger than 1 MiB and is not read.`);
  } else {
    for (let line = lines.next(); line; line = lines.next()) {
      const instruction = readInstruction({ file, text, lines, cut }, line);
      if (instruction) instructions.push(instruction);
    }
  }
  const { escapedBy, directives, comments } = lines;
  return { file, text, escapedBy, directives, comments, instructions, inputErrors };
}

interface Reading {
  readonly file: string;
  readonly text: string;
  readonly lines: LogicalLines;
  /** Tells of a bound. */
  readonly cut: (at: Place, message: Wording) => void;
}

function readInstruction(reading: Reading, line: LogicalLine): Instruction | undefined {
  const { file, text, lines, cut } = reading;
  const joined = trimmed(line.joined);
  if (joined.text === "") return undefined;
  const header = instructionOf(file, joined, lines.escapedBy, line.end);
  const starts = holdsHeredocs(header) ? heredocStarts(file, joined) : [];
  const { heredocs, end, complete } = readHeredocs(starts, lines, text);
  const whole = { ...header.whole, end: end ?? line.end };
  if (whole.end - whole.start > LONGEST_INSTRUCTION) {
    cut(header.at, said`The instruction ${header.keyword} is longer than 256 KiB and is not read.`);
    return { ...unread(header), whole };
  }
  const inner = header.inner && { ...header.inner, heredocs, complete };
  return { ...header, whole, heredocs, complete, ...(inner ? { inner } : {}) };
}

function unread(header: Instruction): Instruction {
  const { inner: _, ...own } = header;
  return { ...own, flags: [], rest: header.rest.slice(0, 0), arguments: [], json: false, complete: false };
}

function holdsHeredocs({ keyword, json, inner }: Instruction): boolean {
  const holder = keyword === "ONBUILD" && inner ? inner : { keyword, json };
  return WITH_HEREDOCS.has(holder.keyword) && !holder.json;
}

/** `joined` starts with the keyword and has no white space at its ends. `HEALTHCHECK` holds one other instruction, and `ONBUILD` one that may be a `HEALTHCHECK`. */
function instructionOf(file: string, joined: MappedText, escapedBy: Escape, end: number): Instruction {
  const { keyword, at, after } = keywordOf(file, joined);
  const { flags, rest } = splitFlags(file, after, escapedBy);
  const holds = (keyword === "ONBUILD" || keyword === "HEALTHCHECK") && rest.text !== "";
  const inner = holds ? innerOf(file, rest, keyword, escapedBy, end) : undefined;
  const whole = { file, start: at.start, end };
  return { ...bare(file, keyword, rest, escapedBy), at, whole, flags, ...(inner ? { inner } : {}) };
}

/** Flags precede the `CMD` of a health check, and follow the keyword of the instruction behind `ONBUILD`. */
function innerOf(file: string, joined: MappedText, outer: string, escapedBy: Escape, end: number): Instruction {
  const { keyword, at, after } = keywordOf(file, joined);
  const { flags, rest } = outer === "ONBUILD" ? splitFlags(file, after, escapedBy) : { flags: [], rest: after };
  const holds = outer === "ONBUILD" && keyword === "HEALTHCHECK" && rest.text !== "";
  const inner = holds ? innerOf(file, rest, keyword, escapedBy, end) : undefined;
  const whole = { file, start: at.start, end };
  return { ...bare(file, keyword, rest, escapedBy), at, whole, flags, ...(inner ? { inner } : {}) };
}

function keywordOf(
  file: string,
  joined: MappedText,
): { readonly keyword: string; readonly at: Place; readonly after: MappedText } {
  const length = wordEnd(joined.text, 0);
  const after = trimmed(joined.slice(length, joined.text.length));
  return { keyword: joined.text.slice(0, length).toUpperCase(), at: { file, ...joined.span(0, length) }, after };
}

function bare(
  file: string,
  keyword: string,
  rest: MappedText,
  escapedBy: Escape,
): Omit<Instruction, "at" | "whole" | "flags"> {
  const strings = JSON_FORM.has(keyword) ? jsonStrings(file, rest) : undefined;
  const parts = strings ?? argumentsOf(file, keyword, rest, escapedBy);
  return { keyword, rest, arguments: parts, json: strings !== undefined, heredocs: [], complete: true };
}

function argumentsOf(file: string, keyword: string, rest: MappedText, escapedBy: Escape): readonly Argument[] {
  if (rest.text === "") return [];
  if (PAIRS.has(keyword)) return splitPairs(file, rest, escapedBy);
  if (keyword === "ARG") return splitQuoted(file, rest, escapedBy);
  if (WORDS.has(keyword)) return splitAtSpace(file, rest);
  return [argumentOf(file, rest)];
}
