import { type Confidence, type Fix, isFileChange } from "../model/change.ts";
import type { Finding, SubjectName } from "../model/finding.ts";
import { LEVELS, type Level } from "../model/level.ts";
import type { InputError } from "../model/project.ts";
import type { Edit } from "../text/edit.ts";
import { joined, type Printable, shown } from "../text/printable.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Locate, Location } from "./location.ts";

/** A place in a report that says something of its own. */
interface ReportedPlace extends Location {
  readonly message: string;
}

/** A replacement of one place by `newText`. */
export interface ReportedEdit extends Location {
  readonly newText: string;
}

/**
 * A fix that can be made; its edits are to be applied together, on the files as they were checked. One that moves a secret out of a file has none here: it
 * is made where nobody else reads along.
 */
export interface ReportedFix {
  readonly title: string;
  readonly safe: boolean;
  /** Left out where there is nothing to be known of the program. `--fix-unsafe` leaves all but `high` to people. */
  readonly confidence?: Confidence;
  readonly edits: readonly ReportedEdit[];
}

/** A finding as reports tell it: plain data that needs no text and no model beside it. */
export interface ReportedFinding {
  readonly rule: string;
  readonly level: Level;
  readonly message: string;
  readonly subject: SubjectName;
  readonly evidence: string;
  readonly location: Location;
  readonly related: readonly ReportedPlace[];
  readonly fixes: readonly ReportedFix[];
  readonly fingerprint: string;
  /** The line that the finding starts on; undefined where the report was read from another one. */
  readonly source?: SourceLine;
  /** Set where a comment or an exception allows the finding: its reason, which may be empty. */
  readonly allowed?: string;
  /** Whether it is an exception of the settings that allows it. */
  readonly bySettings?: boolean;
}

/** A part of a line of source text. `start` is the UTF-16 offset in the line at which `text` begins. */
interface SourceLine {
  readonly text: string;
  readonly start: number;
}

/** Something that kept a file or a part of it from being looked at. `line` counts from 1. */
export interface ReportedInputError {
  readonly file: string;
  readonly line: number;
  readonly message: string;
  /** Set where it kept the file, or a part of it, from being checked, although the engine may well run it: there may be findings that nobody knows of. */
  readonly unchecked?: true;
}

/** A file that is not one to check, and why, as its name is followed by it in a sentence. */
export interface SkippedFile {
  readonly file: string;
  readonly why: string;
}

/** What could not be made out in a file, as reports tell it. */
export function problemOf({ at, message, cut }: InputError, locate: Locate): ReportedInputError {
  const { file, start } = locate(at);
  return { file, line: start.line, message, ...(cut ? { unchecked: true } : {}) };
}

/** A file that could not be checked, with the reason in words. */
export function uncheckedFile(file: string, why: string): ReportedInputError {
  return { file, line: 1, message: `could not be checked: ${why}`, unchecked: true };
}

/** Says first of all that files could not be checked, so that nobody takes what follows for the whole; undefined where all could. */
export function uncheckedText(problems: readonly ReportedInputError[]): Printable | undefined {
  const count = new Set(problems.filter(({ unchecked }) => unchecked).map(({ file }) => file)).size;
  if (count === 0) return undefined;
  return count === 1 ? shown`1 file could not be fully checked.` : shown`${count} files could not be fully checked.`;
}

/** The isolation map of the project that begins with a file, as HTML that loads nothing and runs nothing. */
export interface ReportedMap {
  readonly file: string;
  readonly svg: string;
  readonly table: string;
}

/** A finding that a baseline knows. */
export interface KnownFinding {
  readonly fingerprint: string;
  readonly rule: string;
  readonly file: string;
  readonly subject: string;
}

/** What one run of `check` found. The lists may be long and may lie on disk: each can be walked as often as wanted, and is in the order of files and places. */
export interface Report {
  readonly findings: Iterable<ReportedFinding>;
  readonly counts: Readonly<Record<Level, number>>;
  /** How many findings have a safe fix, and how many others one that `--fix-unsafe` applies. */
  readonly fixable: { readonly safe: number; readonly unsafe: number };
  /** Findings that comments and exceptions allow. */
  readonly allowed: Iterable<ReportedFinding>;
  readonly problems: readonly ReportedInputError[];
  /** How many Dockerfiles and Compose files were looked at. */
  readonly files: number;
  /** Their names, in order, as far as they are known: reports that were read from others may tell no more than their number. */
  readonly looked: readonly string[];
  /** The files that were met or named and are none to check, in order. */
  readonly skipped: readonly SkippedFile[];
  /** Set where findings were compared with a baseline: `findings` are the new ones. */
  readonly baseline?: {
    readonly known: Iterable<ReportedFinding>;
    readonly knownCount: number;
    readonly gone: readonly KnownFinding[];
  };
  /** How many findings the settings keep from being told, and how many comments do; left out where there are none. */
  readonly hidden?: Hidden;
  /** Set where they were asked for. */
  readonly maps?: Iterable<ReportedMap>;
  /** Set where only a part of the files was looked at. */
  readonly shard?: Shard;
}

export interface Hidden {
  readonly settings: number;
  readonly comments: number;
}

/** A sentence about what is hidden; undefined where nothing is. */
export function hiddenText({ hidden }: Report): Printable | undefined {
  if (hidden === undefined) return undefined;
  const { settings, comments } = hidden;
  const parts = [
    ...(settings > 0 ? [shown`${settings} by settings`] : []),
    ...(comments > 0 ? [shown`${comments} by comments`] : []),
  ];
  return shown`Hidden: ${joined(parts, ", ")}.`;
}

/** How many files were skipped, as a part of a sentence about those that were checked; nothing where none were. */
export function skippedText({ skipped }: Report): Printable {
  return skipped.length === 0 ? shown`` : shown`, ${skipped.length} skipped`;
}

/** One of `count` parts, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** How many findings there are of all levels. */
export function totalOf(counts: Report["counts"]): number {
  return LEVELS.reduce((sum, level) => sum + counts[level], 0);
}

/** Tells a finding with those of its fixes that can be made. `line` gives the content of a line, counted from 1. */
export function reported(
  finding: Finding,
  fixes: readonly { readonly fix: Fix; readonly edits: readonly Edit[] }[],
  locate: Locate,
  line: (file: string, line: number) => string,
): ReportedFinding {
  const { rule, level, message, subject, evidence, at, related } = finding;
  const location = locate(at);
  return {
    rule,
    level,
    message,
    subject: { kind: subject.kind, name: subject.name },
    evidence,
    location,
    related: related.map((one) => ({ ...locate(one.at), message: one.message })),
    fixes: fixes.map(({ fix, edits }) => ({
      title: fix.title,
      safe: fix.safe,
      ...(fix.confidence === undefined ? {} : { confidence: fix.confidence }),
      // Reports are read by many: what leaves a file must not come back in one.
      edits: movesSecret(fix) ? [] : edits.map((edit) => ({ ...locate(edit), newText: edit.newText })),
    })),
    fingerprint: fingerprint(finding, location.file),
    source: clipped(line(at.file, location.start.line), location.start.column - 1),
  };
}

function movesSecret({ changes }: Fix): boolean {
  return changes.some(isFileChange);
}

/** How much of a long line is kept on each side of where the finding starts, in UTF-16 code units. */
const CONTEXT = 400;

function clipped(line: string, column: number): SourceLine {
  const start = Math.max(0, column - CONTEXT);
  return { text: line.slice(start, column + CONTEXT), start };
}

/**
 * What makes two findings one: the same rule says the same about the same place. The subject does not count, since a stage and the service that is
 * built from it have one cause where both point at one place.
 */
export function causeOf({ rule, location, evidence }: Pick<ReportedFinding, "rule" | "location" | "evidence">): string {
  const { file, start, end } = location;
  return [rule, file, start.line, start.column, end.line, end.column, evidence].join("\0");
}

/** What the order of findings depends on; small, so that it can be kept for many. */
export interface SortKey {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  /** Whether the finding is about an image: a service knows more of a line than the stage that it is built from. */
  readonly image: boolean;
  readonly subject: string;
  readonly fingerprint: string;
}

export function sortKeyOf({ location, rule, subject, fingerprint }: ReportedFinding): SortKey {
  const { file, start } = location;
  const image = subject.kind === "stage" || subject.kind === "file";
  return { file, line: start.line, column: start.column, rule, image, subject: subject.name, fingerprint };
}

/** The order of findings in every report; 0 only for findings that say the same of one subject. */
export function compareKeys(a: SortKey, b: SortKey): number {
  return (
    compareTexts(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compareTexts(a.rule, b.rule) ||
    Number(a.image) - Number(b.image) ||
    compareTexts(a.subject, b.subject) ||
    compareTexts(a.fingerprint, b.fingerprint)
  );
}

/** The problems, each once, in the order of files and lines. */
export function distinctProblems(problems: Iterable<ReportedInputError>): readonly ReportedInputError[] {
  const distinct = new Map<string, ReportedInputError>();
  for (const one of problems) distinct.set(`${one.file}\0${one.line}\0${one.message}`, one);
  return [...distinct.values()].sort(
    (a, b) => compareTexts(a.file, b.file) || a.line - b.line || compareTexts(a.message, b.message),
  );
}

/** By UTF-16 code units, so that the order is the same on every machine. */
export function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
