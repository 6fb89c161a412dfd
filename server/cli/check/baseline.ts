import { existsSync } from "node:fs";
import path from "node:path";
import { compareTexts, type KnownFinding } from "../../analysis/report/report.ts";
import { isRuleId } from "../../analysis/report/rule-address.ts";
import { json } from "../../analysis/text/json.ts";
import { joined, type Printable, shown } from "../../analysis/text/printable.ts";
import { LARGEST_REPORT, readRegularFile } from "../../disk/read-file.ts";
import { CannotRun } from "../../entries/cannot-run.ts";

/** The findings that a project has accepted for now. */
export interface Baseline {
  readonly findings: readonly KnownFinding[];
  /** Whether a file, by its name in the output, is still there. */
  exists(file: string): boolean;
}

/** Reads what `--write-baseline` wrote. Throws `CannotRun` where that is not what the file holds. */
export async function readBaseline(name: string, cwd: string): Promise<Baseline> {
  const known = await knownBaseline(name, cwd);
  if (known === undefined) throw new CannotRun(`${name} does not exist; --write-baseline creates it`);
  return known;
}

/** Reads what `--write-baseline` is about to replace; undefined where there is nothing. Throws `CannotRun` where the file holds something else. */
export async function knownBaseline(name: string, cwd: string): Promise<Baseline | undefined> {
  const read = readRegularFile(path.resolve(cwd, name), LARGEST_REPORT);
  if (read.is === "missing") return undefined;
  if (read.is !== "read") throw new CannotRun(`${name} ${read.why}`);
  return baselineOf(read.text, name, cwd);
}

/** The baseline that a text holds, empty for null. Throws `CannotRun` where it holds none; `name` is for the message. */
export function baselineOf(text: string | null, name: string, cwd: string): Baseline {
  const findings = text === null ? [] : findingsIn(parsed(text));
  if (findings === undefined) throw new CannotRun(`${name} is not a baseline that --write-baseline wrote`);
  return { findings, exists: (file) => existsSync(path.resolve(cwd, file)) };
}

/**
 * The findings of a new baseline: those of now, and those that the one before has of files that are still there and were not checked. A finding of now
 * takes the place of an equal one.
 */
export function renewed(
  now: readonly KnownFinding[],
  before: Baseline,
  isChecked: (file: string) => boolean,
): { readonly findings: readonly KnownFinding[]; readonly kept: number } {
  const { left } = matched(now, before.findings);
  const kept = left.filter(({ file }) => !isChecked(file) && before.exists(file));
  return { findings: [...now, ...kept], kept: kept.length };
}

/** A baseline as it is written, one finding on each line, so that a change of it reads well. */
export function baselineText(known: readonly KnownFinding[]): Printable {
  const lines = [...known]
    .sort(
      (a, b) =>
        compareTexts(a.file, b.file) || compareTexts(a.rule, b.rule) || compareTexts(a.fingerprint, b.fingerprint),
    )
    .map((one) => shown`    ${json(one)}`);
  const list = lines.length === 0 ? shown`[]` : shown`[\n${joined(lines, ",\n")}\n  ]`;
  return shown`{\n  "version": 1,\n  "findings": ${list}\n}\n`;
}

/**
 * Parts findings into those that the baseline does not have and those that it has; a fingerprint that it has twice accounts for two.
 * `gone` are findings of the baseline whose file was looked at for all that can be found in it, or is no longer there, and that were not found.
 */
export function compareWithBaseline<T extends { readonly fingerprint: string }>(
  findings: readonly T[],
  baseline: Baseline,
  looked: ReadonlySet<string>,
): { readonly fresh: readonly T[]; readonly known: readonly T[]; readonly gone: readonly KnownFinding[] } {
  const { fresh, known, left } = matched(findings, baseline.findings);
  const gone = left.filter(({ file }) => looked.has(file) || !baseline.exists(file));
  return { fresh, known, gone };
}

/** Pairs findings with those of a baseline by their fingerprints, each with one; `left` are those of the baseline without a pair. */
function matched<T extends { readonly fingerprint: string }>(
  findings: readonly T[],
  before: readonly KnownFinding[],
): { readonly fresh: readonly T[]; readonly known: readonly T[]; readonly left: readonly KnownFinding[] } {
  const left = new Map<string, KnownFinding[]>();
  for (const one of before) {
    const others = left.get(one.fingerprint);
    if (others === undefined) left.set(one.fingerprint, [one]);
    else others.push(one);
  }
  const fresh: T[] = [];
  const known: T[] = [];
  for (const finding of findings) {
    const match = left.get(finding.fingerprint)?.pop();
    (match === undefined ? fresh : known).push(finding);
  }
  return { fresh, known, left: [...left.values()].flat() };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function findingsIn(value: unknown): readonly KnownFinding[] | undefined {
  if (typeof value !== "object" || value === null || !("version" in value) || value.version !== 1) return undefined;
  if (!("findings" in value) || !Array.isArray(value.findings)) return undefined;
  const findings: readonly unknown[] = value.findings;
  return findings.every(isKnownFinding) ? findings : undefined;
}

function isKnownFinding(value: unknown): value is KnownFinding {
  if (typeof value !== "object" || value === null) return false;
  const fields: Readonly<Record<string, unknown>> = { ...value };
  return (
    isRuleId(fields["rule"]) && ["fingerprint", "file", "subject"].every((name) => typeof fields[name] === "string")
  );
}
