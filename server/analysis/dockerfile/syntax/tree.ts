import type { InputError } from "../../model/project.ts";
import type { MappedText } from "../../text/mapped-text.ts";
import type { Place } from "../../text/span.ts";

/** A Dockerfile as it is written, before anything is made of it. */
export interface DockerfileTree {
  readonly file: string;
  readonly text: string;
  /** What continues a line and escapes a character. */
  readonly escapedBy: Escape;
  readonly directives: readonly Directive[];
  /** Every comment line, also those within an instruction, in order. Parser directives are not among them. */
  readonly comments: readonly Comment[];
  readonly instructions: readonly Instruction[];
  /** What goes beyond a bound and is not read. What BuildKit refuses is told once stages are known. */
  readonly inputErrors: readonly InputError[];
}

export type Escape = "\\" | "`";

/** `# name=value` at the top of the file; `at` is the value. */
export interface Directive {
  readonly name: string;
  readonly value: string;
  readonly at: Place;
}

/** A comment line from its `#` to the end of the line. */
export interface Comment {
  readonly text: string;
  readonly at: Place;
}

/** A piece of an instruction. `text` is as written, without line continuations; a string of the JSON form is decoded. */
export interface Argument {
  readonly text: string;
  readonly at: Place;
  readonly source: MappedText;
}

/** `--name=value` between the keyword and the arguments, quotes removed; `at` is the whole flag. */
export interface Flag {
  readonly name: string;
  readonly value: string;
  /** Whether there is a `=`, with or without something behind it. */
  readonly hasValue: boolean;
  readonly at: Place;
}

/** `<<NAME` and the lines up to the terminator. `body` has LF at the end of its lines, and no leading tabs when `<<-` asks for that. */
export interface Heredoc {
  readonly name: string;
  /** Whether variables are replaced in the body: the name is not quoted. */
  readonly expands: boolean;
  /** The `<<NAME` word. */
  readonly at: Place;
  readonly body: MappedText;
}

export interface Instruction {
  /** Upper case. */
  readonly keyword: string;
  /** The keyword in the file. */
  readonly at: Place;
  /** From the keyword to the end of its last line, here-documents included, without the line ending. */
  readonly whole: Place;
  readonly flags: readonly Flag[];
  /** What follows the flags, without line continuations, comments and surrounding blanks. */
  readonly rest: MappedText;
  /** `rest` as the instruction splits it; the strings of the array in JSON form. */
  readonly arguments: readonly Argument[];
  readonly json: boolean;
  readonly heredocs: readonly Heredoc[];
  /** What `ONBUILD` and `HEALTHCHECK` hold. */
  readonly inner?: Instruction;
  /** False where the end of the instruction is missing or where it is too long to be read. */
  readonly complete: boolean;
}
