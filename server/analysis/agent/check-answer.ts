import type { Confidence, Fix } from "../model/change.ts";
import type { Finding } from "../model/finding.ts";
import { LEVELS, type Level } from "../model/level.ts";
import type { Locate, Location } from "../report/location.ts";
import { causeOf, compareTexts, type ReportedInputError } from "../report/report.ts";
import type { Analysis } from "../run/analysis.ts";
import { bestFix } from "../run/best-fix.ts";
import { TookTooLong } from "../run/load.ts";
import type { Printable } from "../text/printable.ts";
import { quoted } from "./quoted.ts";

/** A place in an answer. Lines and columns count from 1, columns in UTF-16 code units. */
interface AnsweredPlace {
  readonly file: Printable;
  readonly line: number;
  readonly column: number;
}

/** What is wrong, where, and whether it can be fixed. */
interface AnsweredFinding extends AnsweredPlace {
  readonly rule: string;
  readonly level: Level;
  readonly message: Printable;
  /** `service web`; left out for what is about the whole file. */
  readonly subject?: Printable;
  readonly endLine: number;
  readonly endColumn: number;
  /** The fix that would be made; left out where there is none that does more than silence the finding. */
  readonly fix?: { readonly title: Printable; readonly safe: boolean; readonly confidence?: Confidence };
}

/** What could not be read or checked. */
export interface AnsweredProblem {
  readonly file: Printable;
  readonly line: number;
  readonly message: Printable;
  /** Whether the engine may run what was not checked. */
  readonly unchecked: boolean;
}

/** How many findings there are of each level. */
export type Counts = Readonly<Record<Level, number>>;

/** What checking a file found: the gravest findings, and in numbers what is not told of. */
export interface CheckAnswer {
  readonly file: Printable;
  readonly kind: Analysis["kind"];
  readonly counts: Counts;
  readonly findings: readonly AnsweredFinding[];
  readonly problems: readonly AnsweredProblem[];
  /** Findings that are not reported, since comments or the settings allow them, or the settings leave them out. */
  readonly notReported: { readonly allowed: number; readonly bySettings: number };
  /** What the answer has no room for. */
  readonly leftOut: { readonly findings: number; readonly problems: number };
}

/** How much of an analysis is told. */
export interface CheckScope {
  /** The most findings. */
  readonly most: number;
  /** Only those of this rule. */
  readonly rule?: string | undefined;
  /** What could not be read or checked. */
  readonly problems: readonly ReportedInputError[];
}

/** How many problems are told. */
const MOST_PROBLEMS = 20;

/** What an analysis of a Compose file or a Dockerfile found, for a language model: the gravest first. Fixes are found only for what is told. */
export function checkAnswer(analysis: Analysis, locate: Locate, { most, rule, problems }: CheckScope): CheckAnswer {
  const all = distinct(analysis.findings, locate);
  const wanted = rule === undefined ? all : all.filter(({ finding }) => finding.rule === rule);
  const told = wanted.slice(0, most);
  return {
    file: quoted(locate({ file: analysis.file, start: 0, end: 0 }).file),
    kind: analysis.kind,
    counts: countsOf(all.map(({ finding }) => finding)),
    findings: told.map(({ finding, location }) => answered(finding, location, fixOf(finding, analysis))),
    problems: answeredProblems(problems),
    notReported: { allowed: analysis.suppressed.length, bySettings: analysis.hidden().length },
    leftOut: { findings: wanted.length - told.length, problems: unansweredProblems(problems) },
  };
}

/** What could not be read or checked, as far as there is room. */
export function answeredProblems(problems: readonly ReportedInputError[]): readonly AnsweredProblem[] {
  return problems.slice(0, MOST_PROBLEMS).map(({ file, line, message, unchecked = false }) => {
    return { file: quoted(file), line, message: quoted(message), unchecked };
  });
}

/** How many problems there is no room for. */
export function unansweredProblems(problems: readonly ReportedInputError[]): number {
  return Math.max(0, problems.length - MOST_PROBLEMS);
}

/** How many findings of each level there are, those of one cause counted once. */
export function findingCounts({ findings }: Pick<Analysis, "findings">, locate: Locate): Counts {
  return countsOf(distinct(findings, locate).map(({ finding }) => finding));
}

interface Located {
  readonly finding: Finding;
  readonly location: Location;
}

/** The findings from the gravest down, in the order of their places; of several with one cause, the gravest. */
function distinct(findings: readonly Finding[], locate: Locate): readonly Located[] {
  const located = findings.map((finding) => ({ finding, location: locate(finding.at) }));
  const ordered = located.sort((a, b) => rank(a) - rank(b) || compareLocations(a.location, b.location));
  const byCause = new Map<string, Located>();
  for (const one of ordered) {
    const cause = causeOf({ ...one.finding, location: one.location });
    if (!byCause.has(cause)) byCause.set(cause, one);
  }
  return [...byCause.values()];
}

/** A finding whose fix takes too long stands in the answer without one. */
function fixOf(finding: Finding, analysis: Analysis): Fix | undefined {
  try {
    return bestFix(analysis, finding, "any")?.fix;
  } catch (error) {
    if (error instanceof TookTooLong) return undefined;
    throw error;
  }
}

function rank({ finding }: Located): number {
  return LEVELS.indexOf(finding.level);
}

function compareLocations(a: Location, b: Location): number {
  return compareTexts(a.file, b.file) || a.start.line - b.start.line || a.start.column - b.start.column;
}

function countsOf(findings: readonly Finding[]): Counts {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { level } of findings) counts[level]++;
  return counts;
}

function answered(finding: Finding, { file, start, end }: Location, fix: Fix | undefined): AnsweredFinding {
  const { rule, level, message, subject } = finding;
  const told = fix && { title: quoted(fix.title), safe: fix.safe };
  return {
    rule,
    level,
    message: quoted(message),
    ...(subject.name === "" ? {} : { subject: quoted(`${subject.kind} ${subject.name}`, 100) }),
    file: quoted(file),
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    ...(told && { fix: fix.confidence === undefined ? told : { ...told, confidence: fix.confidence } }),
  };
}
