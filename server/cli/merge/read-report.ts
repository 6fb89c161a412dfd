import { CONFIDENCES } from "../../analysis/model/change.ts";
import type { SubjectName } from "../../analysis/model/finding.ts";
import { LEVELS } from "../../analysis/model/level.ts";
import { VERSION } from "../../analysis/report/json.ts";
import type { Location } from "../../analysis/report/location.ts";
import type {
  Hidden,
  KnownFinding,
  ReportedFinding,
  ReportedFix,
  ReportedInputError,
  Shard,
  SkippedFile,
} from "../../analysis/report/report.ts";
import { isRuleId } from "../../analysis/report/rule-address.ts";
import type { Position } from "../../analysis/text/lines.ts";

/** What a JSON report of `check` says. */
export interface ReadReport {
  readonly findings: readonly ReportedFinding[];
  readonly problems: readonly ReportedInputError[];
  readonly files: number;
  readonly skipped: readonly SkippedFile[];
  readonly baseline: { readonly known: number; readonly gone: readonly KnownFinding[] } | undefined;
  readonly hidden: Hidden | undefined;
  readonly shard: (Shard & { readonly looked: readonly string[] }) | undefined;
}

/**
 * Reads a report that `check --format json` printed. Undefined where the value is something else, in whatever part. Ids, levels, hashes and numbers are what
 * they have to be; the other texts may hold anything, as those of files do.
 */
export function readReport(value: unknown): ReadReport | undefined {
  try {
    const report = fields(value);
    if (report["version"] !== VERSION) return undefined;
    return {
      findings: list(report["findings"], finding),
      problems: list(report["problems"], problem),
      files: whole(report["files"], 0),
      skipped: optional(report["skipped"], (all) => list(all, skippedFile)) ?? [],
      baseline: optional(report["baseline"], baseline),
      hidden: optional(report["hidden"], hidden),
      shard: optional(report["shard"], shard),
    };
  } catch (error) {
    if (error instanceof NotAReport) return undefined;
    throw error;
  }
}

class NotAReport extends Error {}

function finding(value: unknown): ReportedFinding {
  const one = fields(value);
  return {
    rule: ruleId(one["rule"]),
    level: oneOf(LEVELS, one["level"]),
    message: text(one["message"]),
    subject: subject(one["subject"]),
    evidence: optional(one["evidence"], text) ?? "",
    location: location(one["location"]),
    related: list(one["related"], (related) => ({ ...location(related), message: text(fields(related)["message"]) })),
    fixes: list(one["fixes"], fix),
    fingerprint: hash(one["fingerprint"]),
  };
}

const KINDS: readonly SubjectName["kind"][] = [
  "service",
  "job",
  "hook",
  "build",
  "stage",
  "network",
  "volume",
  "project",
  "file",
];

function subject(value: unknown): SubjectName {
  const { kind, name } = fields(value);
  return { kind: oneOf(KINDS, kind), name: text(name) };
}

function fix(value: unknown): ReportedFix {
  const { title, safe, confidence, edits } = fields(value);
  if (typeof safe !== "boolean") throw new NotAReport();
  const known = CONFIDENCES.find((one) => one === confidence);
  return {
    title: text(title),
    safe,
    ...(known === undefined ? {} : { confidence: known }),
    edits: list(edits, (edit) => ({ ...location(edit), newText: text(fields(edit)["newText"]) })),
  };
}

function problem(value: unknown): ReportedInputError {
  const { file, line, message, unchecked } = fields(value);
  const known = { file: text(file), line: whole(line, 1), message: text(message) };
  return unchecked === true ? { ...known, unchecked } : known;
}

function skippedFile(value: unknown): SkippedFile {
  const { file, why } = fields(value);
  return { file: text(file), why: text(why) };
}

function baseline(value: unknown): ReadReport["baseline"] {
  const { known, gone } = fields(value);
  return {
    known: whole(known, 0),
    gone: list(gone, (one) => {
      const { fingerprint, rule, file, subject } = fields(one);
      return { fingerprint: hash(fingerprint), rule: ruleId(rule), file: text(file), subject: text(subject) };
    }),
  };
}

function hidden(value: unknown): Hidden {
  const { settings, comments } = fields(value);
  return { settings: whole(settings, 0), comments: whole(comments, 0) };
}

function shard(value: unknown): ReadReport["shard"] {
  const { index, count, looked } = fields(value);
  return { index: whole(index, 1), count: whole(count, 1), looked: list(looked, text) };
}

function location(value: unknown): Location {
  const { file, start, end } = fields(value);
  return { file: text(file), start: position(start), end: position(end) };
}

function position(value: unknown): Position {
  const { line, column } = fields(value);
  return { line: whole(line, 1), column: whole(column, 1) };
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new NotAReport();
  return { ...value };
}

function list<T>(value: unknown, read: (item: unknown) => T): readonly T[] {
  if (!Array.isArray(value)) throw new NotAReport();
  const items: readonly unknown[] = value;
  return items.map(read);
}

function optional<T>(value: unknown, read: (value: unknown) => T): T | undefined {
  return value === undefined ? undefined : read(value);
}

function oneOf<T extends string>(words: readonly T[], value: unknown): T {
  const word = words.find((one) => one === value);
  if (word === undefined) throw new NotAReport();
  return word;
}

function text(value: unknown): string {
  if (typeof value !== "string") throw new NotAReport();
  return value;
}

function ruleId(value: unknown): string {
  if (!isRuleId(value)) throw new NotAReport();
  return value;
}

function hash(value: unknown): string {
  if (typeof value !== "string" || !/^[0-9a-f]{16}$/.test(value)) throw new NotAReport();
  return value;
}

function whole(value: unknown, least: number): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < least) throw new NotAReport();
  return value;
}
