import { type Change, type Fix, isFileChange, isServiceChange } from "../model/change.ts";
import type { AllowedFinding, Finding } from "../model/finding.ts";
import type { InputError } from "../model/project.ts";
import { RULES } from "../rules/index.ts";
import type { Rule } from "../rules/rule.ts";
import type { Config } from "../settings/config.ts";
import { isMatched, withoutExceptions } from "../settings/exceptions.ts";
import type { Edit } from "../text/edit.ts";
import { LONGEST_MESSAGE, shortened } from "../text/shorten.ts";
import type { Place } from "../text/span.ts";
import { said, told } from "../text/wording.ts";
import { type FilesBeside, NOTHING_BESIDE } from "./beside.ts";
import { changesTaken } from "./engine-changes.ts";
import { isEnabled, RuleIndex } from "./rule-index.ts";
import { grouped, runRules, type SubjectLists } from "./run-rules.ts";
import type { Source } from "./source.ts";
import { suppress } from "./suppress.ts";
import { isTakenAway } from "./taken-away.ts";

const ALL_RULES = new RuleIndex(RULES);

/** Which rules run, and what reports those that throw. */
export interface CheckOptions {
  /** The rules to run; all of them unless a test wants one. */
  readonly rules?: readonly Rule[];
  /** Called for a rule that throws; the others go on. */
  onRuleError(rule: string, error: unknown): void;
}

/** What rules say of one entry, and what mends it. */
export interface Checked {
  /** In the order of their places; without those that a comment allows. */
  readonly findings: readonly Finding[];
  /** Those that a comment or an exception of the settings allows. */
  readonly suppressed: readonly AllowedFinding[];
  /** Findings of rules that are off, and findings in files that the settings leave out. */
  hidden(): readonly Finding[];
  /** The text edits of a fix, checked to make of the file exactly what the fix says; undefined where that cannot be had. */
  edits(fix: Fix): readonly Edit[] | undefined;
  /** The fixes of a finding that can be had, in the rule's order. */
  fixes(finding: Finding): readonly { readonly fix: Fix; readonly edits: readonly Edit[] }[];
}

/**
 * Runs the rules over the subjects of an entry, and takes away what allow comments, exceptions and ignored paths
 * allow. Fixes edit the sources. A comment that covers no finding is reported only in the entry's own files: the
 * analysis of another file reports its comments itself.
 */
export function findingsOf(
  entry: readonly string[],
  subjects: SubjectLists,
  sources: readonly Source[],
  config: Config,
  options: CheckOptions,
  beside: FilesBeside = NOTHING_BESIDE,
): Checked {
  const rules = options.rules === undefined ? ALL_RULES : new RuleIndex(options.rules);
  const run = { rules, onRuleError: options.onRuleError };
  const found = withoutIgnored(runRules(subjects, config, run), entry, config);
  const hasRun = (rule: Rule): boolean => isEnabled(rule, config);
  const { kept, suppressed, allows } = suppress(found, sources, rules.rules, hasRun);
  const { kept: left, allowed } = withoutExceptions(kept, config.exceptions ?? []);
  const own = withoutIgnored(allows, entry, config).filter(({ at }) => entry.includes(at.file));
  const comments = own.map((allow) => ({ name: { kind: "file" as const, name: "" }, subject: allow }));
  const findings = [...left, ...runRules({ checkAllow: comments }, config, run)].sort(byPlace);
  const edits = (fix: Fix): readonly Edit[] | undefined => {
    const changes = changesTaken(fix.changes, config.engine);
    return changes.length === 0 && fix.changes.length > 0 ? undefined : editsOf(changes, sources, beside);
  };
  return {
    findings,
    suppressed: [...suppressed, ...allowed],
    hidden: () => {
      if (config.ignored === undefined && ![...config.rules.values()].includes("off")) return [];
      const all = runRules(subjects, withNothingOff(config), run);
      const known = new Set(found.map(causeOf));
      return suppress(all, sources, rules.rules, hasRun).kept.filter((one) => !known.has(causeOf(one)));
    },
    edits,
    fixes: (finding) =>
      finding.fixes.flatMap((fix) => {
        const made = edits(fix);
        return made === undefined ? [] : [{ fix, edits: made }];
      }),
  };
}

function withNothingOff({ profile, engine, rules, today }: Config): Config {
  return {
    profile,
    engine,
    ...(today === undefined ? {} : { today }),
    rules: new Map([...rules].filter(([, level]) => level !== "off")),
  };
}

function causeOf({ rule, at, evidence }: Finding): string {
  return [rule, at.file, at.start, at.end, evidence].join("\0");
}

/**
 * Findings and input errors of files that the settings do not leave out. An entry that is left out reports nothing
 * about other files either.
 */
function withoutIgnored<T extends { readonly at: Place }>(
  all: readonly T[],
  [entry = ""]: readonly string[],
  { ignored = [] }: Config,
): readonly T[] {
  if (ignored.length === 0) return all;
  return isMatched(entry, ignored) ? [] : all.filter(({ at }) => !isMatched(at.file, ignored));
}

/**
 * The most input errors that are reported of one entry. A name that is wrong in thousands of places is no worse than
 * one that is wrong in a hundred.
 */
const MOST_TROUBLES = 1_000;

/**
 * The input errors of an entry that are reported: none of files that the settings leave out, and no more than a
 * reader can use.
 */
export function shownInputErrors(
  inputErrors: readonly InputError[],
  entry: readonly string[],
  config: Config,
): readonly InputError[] {
  const all = withoutIgnored(inputErrors, entry, config).map((one) => ({
    ...one,
    message: shortened(one.message, LONGEST_MESSAGE),
  }));
  const rest = all.slice(MOST_TROUBLES);
  const [first] = rest;
  if (first === undefined) return all;
  const message = said`there are ${rest.length} more problems, which are not listed`;
  const cut = rest.find((one) => one.cut);
  return [...all.slice(0, MOST_TROUBLES), { at: first.at, ...told(message) }, ...(cut === undefined ? [] : [cut])];
}

function byPlace(a: Finding, b: Finding): number {
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  return a.at.start - b.at.start || a.at.end - b.at.end || (a.rule < b.rule ? -1 : Number(a.rule > b.rule));
}

/**
 * Gives each file its own changes. The whole fix is refused if one file refuses its part, if a later file takes away
 * what the fix writes, or if nothing changes.
 */
function editsOf(
  changes: readonly Change[],
  sources: readonly Source[],
  beside: FilesBeside,
): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  const inSources = changes.filter((change) => !isFileChange(change));
  const ofFiles = changes.filter(isFileChange);
  const made = ofFiles.length === 0 ? [] : beside.edits(ofFiles);
  if (made === undefined) return undefined;
  for (const [uri, part] of grouped(inSources, fileOf)) {
    const source = sources.find(({ file }) => file === uri);
    const others = sources.flatMap(({ layer }) => (layer === undefined || layer === source?.layer ? [] : [layer]));
    if (part.some((change) => isServiceChange(change) && isTakenAway(change, others))) return undefined;
    const made = source?.edits(part);
    if (made === undefined) return undefined;
    edits.push(...made);
  }
  return edits.length + made.length === 0 ? undefined : [...edits, ...made];
}

function fileOf(change: Change): string {
  if ("service" in change) return change.service.at.file;
  return "stage" in change ? change.stage.file : change.at.file;
}
