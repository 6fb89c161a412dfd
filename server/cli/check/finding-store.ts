import os from "node:os";
import { LEVELS, type Level } from "../../analysis/model/level.ts";
import {
  compareKeys,
  compareTexts,
  distinctProblems,
  type KnownFinding,
  type Report,
  type ReportedFinding,
  type ReportedInputError,
  type ReportedMap,
  type Shard,
  type SkippedFile,
} from "../../analysis/report/report.ts";
import { MAX_EXPOSURE } from "../../analysis/report/rule-address.ts";
import { type Slot, Spool } from "../../disk/spool.ts";
import { reasonOf } from "../../disk/system-error.ts";
import { CannotRun } from "../../entries/cannot-run.ts";
import { type Baseline, compareWithBaseline } from "./baseline.ts";
import { type FindingLabel, type PackedFinding, unpacked } from "./packed-finding.ts";

/** What is kept in memory of a finding. */
interface Collected extends FindingLabel {
  readonly slot: Slot;
}

/**
 * The findings of a run. They may come in any order: the report does not depend on it. What several analyses say about one place is told once, in the
 * gravest way: a Dockerfile that a project builds, a file that two projects extend. Only what sorts a finding stays in memory.
 */
export class FindingStore {
  readonly #spool = new Spool();
  readonly #found = new Map<string, Collected>();
  readonly #allowed = new Map<string, Collected>();
  readonly #maps: { readonly file: string; readonly slot: Slot }[] = [];
  readonly #problems: ReportedInputError[] = [];
  readonly #looked = new Set<string>();
  readonly #skipped = new Map<string, string>();
  readonly #hidden = new Set<string>();
  readonly #names = new Map<string, string>();
  #unnamedFiles = 0;

  addFindings(findings: Iterable<PackedFinding>): void {
    for (const finding of findings) this.#add(finding);
  }

  addProblems(problems: Iterable<ReportedInputError>): void {
    for (const problem of problems) this.#problems.push(problem);
  }

  addMap(map: ReportedMap): void {
    this.#maps.push({ file: map.file, slot: this.#put(JSON.stringify(map)) });
  }

  addLooked(names: Iterable<string>): void {
    for (const name of names) this.#looked.add(this.#shared(name));
  }

  addSkipped({ file, why }: SkippedFile): void {
    this.#skipped.set(file, this.#shared(why));
  }

  /** Takes the causes of findings that the settings keep from being told. */
  addHidden(causes: Iterable<string>): void {
    for (const cause of causes) this.#hidden.add(cause);
  }

  /** Counts files whose names are not known. */
  addUnnamedFiles(count: number): void {
    this.#unnamedFiles += count;
  }

  /**
   * The report of all that was added so far. It reads its findings from here, so that it ends with `close`. `isNarrow` tells that the run was asked for
   * a part of the project: a Dockerfile that a service builds was then looked at, and not for all that its own check finds.
   */
  report(baseline: Baseline | undefined, shard: Shard | undefined, isNarrow = false): CollectedReport {
    const all = [...this.#found.values()].sort(compareKeys);
    const allowed = [...this.#allowed].filter(([cause]) => !this.#found.has(cause)).map(([, one]) => one);
    const bySettings = allowed.filter((one) => one.bySettings).length;
    const untold = [...this.#hidden].filter((cause) => !this.#found.has(cause) && !this.#allowed.has(cause)).length;
    const hidden = { settings: bySettings + untold, comments: allowed.length - bySettings };
    const looked = [...this.#looked].sort(compareTexts);
    const compared = baseline && compareWithBaseline(all, baseline, isNarrow ? new Set() : this.#looked);
    const fresh = compared?.fresh ?? all;
    const problems = distinctProblems(this.#problems);
    return {
      findings: this.#read(fresh),
      failing: (failOn) => this.#read(failingOf(fresh, failOn)),
      fails: (failOn) => failingOf(fresh, failOn).length > 0 || isIncomplete(problems, failOn),
      counts: countsOf(fresh),
      fixable: {
        safe: fresh.filter(({ fix }) => fix === "safe").length,
        unsafe: fresh.filter(({ fix }) => fix === "unsafe").length,
      },
      allowed: this.#read(allowed.sort(compareKeys)),
      problems,
      files: looked.length + this.#unnamedFiles,
      looked,
      skipped: [...this.#skipped]
        .map(([file, why]) => ({ file, why }))
        .filter(({ file }) => !this.#looked.has(file))
        .sort((a, b) => compareTexts(a.file, b.file)),
      known: all.map(({ fingerprint, rule, file, subject }) => ({ fingerprint, rule, file, subject })),
      ...(compared === undefined
        ? {}
        : {
            baseline: { known: this.#read(compared.known), knownCount: compared.known.length, gone: compared.gone },
          }),
      ...(hidden.settings + hidden.comments === 0 ? {} : { hidden }),
      ...(this.#maps.length === 0 ? {} : { maps: this.#readMaps() }),
      ...(shard === undefined ? {} : { shard }),
    };
  }

  close(): void {
    this.#spool.close();
  }

  #add({ cause, label, allowed, text }: PackedFinding): void {
    const into = allowed ? this.#allowed : this.#found;
    const other = into.get(cause);
    if (other !== undefined) {
      const order = gravestFirst(other, label);
      if ((order || compareTexts(this.#spool.read(other.slot), text)) <= 0) return;
    }
    into.set(cause, {
      ...label,
      file: this.#shared(label.file),
      rule: this.#shared(label.rule),
      subject: this.#shared(label.subject),
      slot: this.#put(text),
    });
  }

  #put(text: string): Slot {
    try {
      return this.#spool.add(text);
    } catch (error) {
      throw new CannotRun(`findings cannot be put aside in ${os.tmpdir()}: ${reasonOf(error)}`);
    }
  }

  /** One string for all that are equal, since names come anew with each result. */
  #shared(name: string): string {
    const known = this.#names.get(name);
    if (known === undefined) this.#names.set(name, name);
    return known ?? name;
  }

  #readMaps(): Iterable<ReportedMap> {
    const spool = this.#spool;
    const maps = [...this.#maps].sort((a, b) => compareTexts(a.file, b.file));
    return {
      *[Symbol.iterator]() {
        for (const { slot } of maps) yield JSON.parse(spool.read(slot)) as ReportedMap;
      },
    };
  }

  #read(collected: readonly Collected[]): Iterable<ReportedFinding> {
    const spool = this.#spool;
    return {
      *[Symbol.iterator]() {
        for (const { slot } of collected) yield unpacked(spool.read(slot));
      },
    };
  }
}

/** A report with what the command line asks of it beside. */
export interface CollectedReport extends Report {
  /** The findings that make the exit status 1. */
  failing(failOn: Level | "never"): Iterable<ReportedFinding>;
  /** Whether it is 1: because of findings, or of files that could not be checked. */
  fails(failOn: Level | "never"): boolean;
  /** All findings as a baseline has them, those that it knows among them. */
  readonly known: readonly KnownFinding[];
}

/** `--max-exposure` fails by itself, whatever `--fail-on` says: its findings are not of a rule. */
function failingOf(findings: readonly Collected[], failOn: Level | "never"): readonly Collected[] {
  const lowest = failOn === "never" ? -1 : LEVELS.indexOf(failOn);
  return findings.filter(({ rule, level }) => rule === MAX_EXPOSURE || LEVELS.indexOf(level) <= lowest);
}

/** Whoever writes a file that cannot be checked must not pass by it. */
function isIncomplete(problems: readonly ReportedInputError[], failOn: Level | "never"): boolean {
  return failOn !== "never" && problems.some(({ unchecked }) => unchecked);
}

function gravestFirst(a: FindingLabel, b: FindingLabel): number {
  return LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || compareKeys(a, b);
}

function countsOf(findings: readonly Collected[]): Report["counts"] {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { level } of findings) counts[level]++;
  return counts;
}
