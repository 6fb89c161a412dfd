import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";

const FILE = path.join(import.meta.dirname, "answers.json.gz");

/** An instruction in the words that both readings share; what is empty is left out. */
export interface Told {
  /** Upper case. */
  readonly keyword: string;
  /** The first and the last, one-based. What another instruction holds has none of its own. */
  readonly lines?: readonly [first: number, last: number];
  /** `--name=value`, or `--name` where the value is empty. */
  readonly flags?: readonly string[];
  readonly args?: readonly string[];
  readonly json?: true;
  readonly heredocs?: readonly (readonly [name: string, expands: boolean, body: string])[];
  readonly holds?: Told;
}

/** The base as it is written, the name in lower case, the one-based line. */
export type ToldStage = readonly [base: string, name: string, line: number];

/** What was made of a file. An instruction of a file that is not ours to copy is a digest. */
export interface Answer {
  /** The first error, with its one-based line, or 0. */
  readonly refused?: readonly [line: number, message: string];
  readonly syntax?: string;
  readonly escapedBy?: string;
  /** Absent where the file was refused before its instructions could be told. */
  readonly instructions?: readonly (Told | string)[];
  readonly stages?: readonly ToldStage[];
}

/** The text that a word becomes, or null where it is refused. */
export type Expanded = string | null;

export interface Answers {
  /** The version of the module `github.com/moby/buildkit`. */
  readonly buildkit: string;
  /** What generated files and words were drawn with. */
  readonly seed: number;
  readonly generated: number;
  /** By `hashOf` of the texts. */
  readonly files: Readonly<Record<string, Answer>>;
  /** The same of files that lie beside the repository, if they do. */
  readonly beside: Readonly<Record<string, Answer>>;
  /** In the order of `words`. */
  readonly words: readonly Expanded[];
}

/** Names a text by what it holds. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 12);
}

/** Stands for an instruction of a file that is not part of the repository. */
export function digestOf(told: Told): string {
  return hashOf(JSON.stringify(told)).slice(0, 6);
}

/** The answers as they were recorded last. */
export function readAnswers(): Answers {
  return JSON.parse(gunzipSync(readFileSync(FILE)).toString("utf8")) as Answers;
}

/** Replaces the recorded answers. */
export function writeAnswers(answers: Answers): void {
  writeFileSync(FILE, gzipSync(JSON.stringify(answers), { level: 9 }));
}
