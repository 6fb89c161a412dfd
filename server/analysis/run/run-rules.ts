import type { Fix } from "../model/change.ts";
import type { Container } from "../model/container.ts";
import type { Finding, SubjectName } from "../model/finding.ts";
import { LEVELS } from "../model/level.ts";
import type { Project } from "../model/project.ts";
import type { Dockerfile } from "../model/stage.ts";
import type { ContainerProblem, Problem, Rule } from "../rules/rule.ts";
import { inheritedFrom, named } from "../rules/shared/naming.ts";
import type { Config } from "../settings/config.ts";
import { LONGEST_MESSAGE, shortened } from "../text/shorten.ts";
import { overlaps, type Place, samePlace } from "../text/span.ts";
import { type CheckName, isEnabled, type RuleIndex } from "./rule-index.ts";

/** Everything that rules look at, by the check that looks at it, each with the name that its findings carry. */
export type SubjectLists = { readonly [Name in CheckName]?: readonly Named<Checked<Name>>[] };

/** What a check is given. */
type Checked<Name extends CheckName> = Parameters<NonNullable<Rule[Name]>>[0];

interface Named<T> {
  readonly name: SubjectName;
  readonly subject: T;
  /** The container that it is, or that it runs in. */
  readonly container?: Container;
  /** The keys that somebody wrote for it, where they tell which rules have to look. */
  readonly keys?: ReadonlyMap<string, Place>;
}

/** The subjects of a Compose project; the stages that its services build are subjects of their own Dockerfiles. */
export function projectSubjects(project: Project): SubjectLists {
  const { services } = project;
  return {
    check: services.flatMap((service) => [
      containerSubject(service, service, service.keys),
      // A container that runs before a service takes over what stands at the service, so its own keys do not tell which rules have to look.
      ...service.preStart.map((container) => containerSubject(container, service)),
    ]),
    checkHook: services.flatMap((service) =>
      service.hooks.map((hook) => ({
        name: { kind: "hook" as const, name: `${service.name}/${hook.kind}[${hook.index}]`, service: service.name },
        subject: { service, hook },
        container: service,
      })),
    ),
    checkProject: [{ name: { kind: "project", name: "" }, subject: project }],
  };
}

function containerSubject(
  container: Container,
  service: Container,
  keys?: ReadonlyMap<string, Place>,
): Named<Container> {
  const name = { kind: "service", name: container.name, service: service.name } as const;
  return { name, subject: container, container, ...(keys ? { keys } : {}) };
}

export function dockerfileSubjects(dockerfile: Dockerfile): SubjectLists {
  return {
    checkStage: dockerfile.stages.map((stage) => ({ name: { kind: "stage", name: stage.name }, subject: stage })),
    checkDockerfile: [{ name: { kind: "file", name: "" }, subject: dockerfile }],
  };
}

export interface RunOptions {
  readonly rules: RuleIndex;
  /** Called for a rule that throws: it costs its own findings on that subject and nothing else. */
  onRuleError(rule: string, error: unknown): void;
}

/**
 * What the rules that the configuration asks for find on the subjects, in no particular order; a problem that a graver rule tells better is left out.
 */
export function runRules(lists: SubjectLists, config: Config, options: RunOptions): readonly Finding[] {
  const findings: Finding[] = [];
  for (const check of CHECKS) {
    const subjects = lists[check] ?? [];
    if (subjects.length === 0) continue;
    for (const rule of options.rules.with(check)) {
      if (isEnabled(rule, config)) collect(rule, check, subjects, config, options, findings);
    }
  }
  return findings.length < 2 ? findings : folded(withoutImplied(withoutOutranked(findings, options.rules)));
}

const CHECKS = [
  "check",
  "checkHook",
  "checkStage",
  "checkDockerfile",
  "checkProject",
  "checkAllow",
] as const satisfies readonly CheckName[];

/** Puts what one rule finds behind what others found. Most rules find nothing, so no list is made for each. */
function collect(
  rule: Rule,
  name: CheckName,
  subjects: readonly Named<unknown>[],
  config: Config,
  options: RunOptions,
  findings: Finding[],
): void {
  // The list under a check's name holds what that check takes, which the compiler cannot follow through the union.
  const check = rule[name] as (subject: unknown, engine: Config["engine"]) => Iterable<Problem | ContainerProblem>;
  for (const subject of subjects) {
    const { container, keys } = subject;
    if (container?.windows && rule.windows === undefined) continue;
    if (rule.keys !== undefined && keys !== undefined && !hasOne(keys, rule.keys)) continue;
    try {
      for (const found of check(subject.subject, config.engine)) {
        if (found.profile === "strict" && config.profile !== "strict") continue;
        findings.push(findingOf(rule, subject.name, completed(found, container), config, options));
      }
    } catch (error) {
      options.onRuleError(rule.id, error);
    }
  }
}

/** The problem with its place, its related places and its message, which follow from the container where the rule leaves them out. */
function completed(problem: Problem | ContainerProblem, container: Container | undefined): Problem {
  if (container === undefined || !isOfContainer(problem)) return problem as Problem;
  const { of, at = of?.at, verdict, message = `${named(container)} ${verdict}.`, related = [] } = problem;
  const from = of === undefined ? [] : inheritedFrom(container, of);
  return { ...problem, at: at ?? container.at, message, related: [...related, ...from] };
}

function isOfContainer(problem: Problem | ContainerProblem): problem is ContainerProblem {
  return "of" in problem || "verdict" in problem;
}

function hasOne(written: ReadonlyMap<string, Place>, keys: readonly string[]): boolean {
  for (const key of keys) if (written.has(key)) return true;
  return false;
}

function findingOf(
  rule: Rule,
  subject: SubjectName,
  problem: Problem,
  config: Config,
  { onRuleError }: RunOptions,
): Finding {
  const wanted = config.rules.get(rule.id);
  const { fixes = [] } = problem;
  const finding = {
    rule: rule.id,
    level: wanted !== undefined && wanted !== "off" ? wanted : (problem.level ?? rule.level),
    message: shortened(problem.message, LONGEST_MESSAGE),
    subject,
    at: problem.at,
    evidence: problem.evidence ?? "",
    related: problem.related ?? [],
    fixes: typeof fixes === "function" ? [] : fixes,
    redundant: problem.redundant ?? false,
    ...(problem.implies === undefined ? {} : { implies: problem.implies }),
  };
  return typeof fixes === "function" ? withFixes(finding, fixes, (error) => onRuleError(rule.id, error)) : finding;
}

/** The finding with fixes that are found when they are first asked for. A rule that throws then offers none. */
function withFixes(finding: Finding, find: () => readonly Fix[], onError: (error: unknown) => void): Finding {
  let found: readonly Fix[] | undefined;
  const fixes = (): readonly Fix[] => {
    try {
      found ??= find();
    } catch (error) {
      found = [];
      onError(error);
    }
    return found;
  };
  return Object.defineProperty(finding, "fixes", { get: fixes, enumerable: true });
}

/** One cause, one finding: where a rule reports, those that it outranks stay silent on the same subject at an overlapping place. */
function withoutOutranked(findings: readonly Finding[], rules: RuleIndex): readonly Finding[] {
  const outranking = findings.filter(({ rule }) => rules.outranks(rule));
  if (outranking.length === 0) return findings;
  const bySubject = grouped(outranking, ({ subject }) => `${subject.kind} ${subject.name}`);
  return findings.filter((finding) => {
    const others = bySubject.get(`${finding.subject.kind} ${finding.subject.name}`) ?? [];
    return !others.some((one) => rules.outranks(one.rule)?.includes(finding.rule) && overlaps(one.at, finding.at));
  });
}

/** A finding that is made of others stands in for them: those on its subject, at one of its places, of the rules that it names. */
function withoutImplied(findings: readonly Finding[]): readonly Finding[] {
  const wholes = findings.filter(({ implies }) => implies !== undefined);
  if (wholes.length === 0) return findings;
  const bySubject = grouped(wholes, ({ subject }) => `${subject.kind} ${subject.name}`);
  return findings.filter(({ rule, subject, at }) => {
    const whole = bySubject.get(`${subject.kind} ${subject.name}`) ?? [];
    return !whole.some(
      (one) => one.implies?.includes(rule) && [one, ...one.related].some((part) => overlaps(part.at, at)),
    );
  });
}

/** Subjects that share one line, as services that merge one anchor do, share one finding that names the others as related places. */
function folded(findings: readonly Finding[]): readonly Finding[] {
  const groups = grouped(findings, ({ rule, at, evidence }) => `${rule} ${at.file} ${at.start} ${at.end} ${evidence}`);
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group;
    if (others.length === 0) return [first];
    const gravest = group.reduce((a, b) => (LEVELS.indexOf(b.level) < LEVELS.indexOf(a.level) ? b : a));
    const related = others.flatMap(({ subject, related }) => {
      const own = related.filter(({ at }) => !samePlace(at, first.at));
      const who = `${subject.kind.charAt(0).toUpperCase()}${subject.kind.slice(1)} "${subject.name}"`;
      return own.map(({ at }) => ({ at, message: `${who} takes it from here too.` }));
    });
    const subjects = group.flatMap((one) => (one === gravest ? [] : [one.subject]));
    return [{ ...gravest, related: [...gravest.related, ...related], others: subjects }];
  });
}

/** The items by key, keys and items in the order in which they first came. */
export function grouped<T>(items: Iterable<T>, key: (item: T) => string): ReadonlyMap<string, readonly [T, ...T[]]> {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}
