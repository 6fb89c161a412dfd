import { keepingPurpose } from "../fixes/purpose.ts";
import { remove } from "../fixes/remove.ts";
import type { Fix } from "../model/change.ts";
import type { Container } from "../model/container.ts";
import type { Daemon } from "../model/daemon.ts";
import { type Finding, type SubjectName, subjectKind } from "../model/finding.ts";
import { LEVELS } from "../model/level.ts";
import type { Project } from "../model/project.ts";
import type { Refusal } from "../model/refusal.ts";
import { knownValue } from "../model/setting.ts";
import type { Dockerfile } from "../model/stage.ts";
import type { ContainerProblem, Problem, Rule } from "../rules/rule.ts";
import { inheritedFrom, inherits, named, subjectNamed } from "../rules/shared/naming.ts";
import type { Config } from "../settings/config.ts";
import { PlaceIndex } from "../text/place-index.ts";
import { LONGEST_MESSAGE, shortened } from "../text/shorten.ts";
import { holds, overlaps, type Place, samePlace } from "../text/span.ts";
import { inEnglish, ours, type Said, said, type Told, told } from "../text/wording.ts";
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
  /** The keys that the subject declares, where they decide which rules look at it. */
  readonly keys?: ReadonlyMap<string, Place>;
  /** Whether its project is refused since a file cannot be read: what else would be refused is told of then, if it still is. */
  readonly isUnread?: true;
  /** Where what is found has to lie: the rest is taken over from another subject, which is told of it. */
  readonly within?: Place;
}

/** The subjects of a Compose project; the stages that its services build are subjects of their own Dockerfiles. */
export function projectSubjects(project: Project): SubjectLists {
  const { services } = project;
  const unread = project.refusals.some(({ unreadable }) => unreadable) ? ({ isUnread: true } as const) : {};
  const containers = services.flatMap((service) => [
    containerSubject(service, service, service.source.keys),
    // A container that runs before a service takes over what stands at the service, so its own keys do not tell which rules have to look.
    ...service.preStart.map((container) => containerSubject(container, service)),
  ]);
  return {
    check: containers.map((subject) => ({ ...subject, ...unread })),
    checkHook: services.flatMap((service) =>
      service.hooks.map((hook) => ({
        name: { kind: "hook" as const, name: `${service.name}/${hook.kind}[${hook.index}]`, service: service.name },
        subject: { service, hook },
        container: service,
      })),
    ),
    checkProject: [{ name: { kind: "project", name: "" }, subject: project }],
    checkRefusal: refusalSubjects(project.refusals, "project", kindsIn(project)),
    ...inlineSubjects(services),
  };
}

/** The containers of a file that declares no project: nothing is said of them together. */
export function containerSubjects({ services, refusals }: Project): SubjectLists {
  return {
    check: services.map((container) =>
      // A value that nobody takes may be all that its key says, and then no key tells of it.
      containerSubject(
        container,
        container,
        container.source.invalidValues.length > 0 ? undefined : container.source.keys,
      ),
    ),
    checkRefusal: refusalSubjects(refusals, "file", new Map(services.map((one) => [one.name, subjectKind(one)]))),
  };
}

/** The targets of a bake file, with the Dockerfiles that stand in it. */
export function targetSubjects(project: Project): SubjectLists {
  return { ...containerSubjects(project), ...inlineSubjects(project.services) };
}

/** What a daemon is told, of which the part within a file is told of there. */
export function daemonSubjects(daemon: Daemon, refusals: readonly Refusal[], within: Place): SubjectLists {
  return {
    checkDaemon: [{ name: { kind: "file", name: "" }, subject: daemon, within }],
    checkRefusal: refusalSubjects(refusals, "file"),
  };
}

/** The Dockerfiles that stand in the Compose file itself are looked at as any other, under the name of the service that is built of them. */
function inlineSubjects(services: readonly Container[]): SubjectLists {
  const lists = services.flatMap(({ name: service, build }) => {
    if (build?.inline === undefined) return [];
    const { checkStage: stage = [], checkDockerfile: dockerfile = [] } = dockerfileSubjects({
      ...build.inline,
      ...(build.files === undefined ? {} : { context: build.files }),
    });
    const owned = <T>({ name, subject }: Named<T>): Named<T> => ({
      name: { ...name, name: name.name === "" ? service : `${service}/${name.name}`, service },
      subject,
    });
    return [{ stage: stage.map(owned), dockerfile: dockerfile.map(owned) }];
  });
  return {
    checkStage: lists.flatMap(({ stage }) => stage),
    checkDockerfile: lists.flatMap(({ dockerfile }) => dockerfile),
  };
}

function containerSubject(
  container: Container,
  service: Container,
  keys?: ReadonlyMap<string, Place>,
): Named<Container> {
  const name = { kind: subjectKind(container), name: container.name, service: service.name };
  return { name, subject: container, container, ...(keys ? { keys } : {}) };
}

export function dockerfileSubjects(dockerfile: Dockerfile): SubjectLists {
  return {
    checkStage: dockerfile.stages.flatMap((stage) =>
      [stage, ...(stage.triggers ? [stage.triggers] : [])].map((subject) => ({
        name: { kind: "stage" as const, name: stage.name },
        subject,
      })),
    ),
    checkDockerfile: [{ name: { kind: "file", name: "" }, subject: dockerfile }],
    checkRefusal: refusalSubjects(dockerfile.refusals, "file"),
  };
}

/** What is refused of one thing for one reason is told once, where it first stands. */
function refusalSubjects(
  refusals: readonly Refusal[],
  whole: "project" | "file",
  kinds: Kinds = new Map(),
): readonly Named<Refusal>[] {
  const causes = grouped(refusals, ({ service = "", because, at }) => `${at.file} ${service} ${because}`);
  return [...causes.values()].map(([refusal]) => ({ name: refusedName(refusal, whole, kinds), subject: refusal }));
}

/** What the subjects that are not plain services are, by their names. */
type Kinds = ReadonlyMap<string, "service" | "job" | "container" | "build">;

function refusedName({ service }: Refusal, whole: "project" | "file", kinds: Kinds): SubjectName {
  if (service === undefined) return { kind: whole, name: "" };
  return { kind: kinds.get(service) ?? "service", name: service, service };
}

function kindsIn({ services }: Project): Kinds {
  return new Map(services.flatMap((one) => (one.kind === "job" ? [[one.name, "job"] as const] : [])));
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
  "checkRefusal",
  "checkDaemon",
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
  const check = rule[name] as (
    subject: unknown,
    engine: Config["engine"],
    today: string | undefined,
  ) => Iterable<Problem | ContainerProblem>;
  for (const subject of subjects) {
    const { container, keys, within = container?.source.within } = subject;
    if (subject.isUnread && rule.checkRefusal !== undefined) continue;
    if (container?.windows && rule.windows === undefined) continue;
    if (container?.kind === "target" && rule.targets === undefined) continue;
    if (rule.keys !== undefined && keys !== undefined && !hasOne(keys, rule.keys)) continue;
    try {
      for (const found of check(subject.subject, container?.engine ?? config.engine, config.today)) {
        if (found.profile === "strict" && config.profile !== "strict") continue;
        const mapped = withMappedUsers(completed(found, container), rule, container);
        const problem = withHarmlessFixes(mapped, container);
        // What a container takes over from another one, that one is told of.
        if (within !== undefined && !holds(within, problem.at)) continue;
        findings.push(findingOf(rule, subject.name, problem, config, options));
      }
    } catch (error) {
      options.onRuleError(rule.id, error);
    }
  }
}

/** The problem with its place, its related places and its message, which follow from the container where the rule leaves them out. */
function completed(problem: Problem | ContainerProblem, container: Container | undefined): Problem {
  if (container === undefined || !isOfContainer(problem)) return problem as Problem;
  const {
    of,
    at = of?.at,
    verdict,
    message = said`${named(container)} ${ours(verdict ?? "")}.`,
    related = [],
  } = problem;
  const from = of === undefined ? [] : inheritedFrom(container, of);
  return withGiver({ ...problem, at: at ?? container.at, message, related: [...related, ...from] }, of?.via, container);
}

/** What something that is only named brings along says so, and goes with the name or not at all. */
function withGiver(problem: Problem, via: Place | undefined, { source: { brought = [] } }: Container): Problem {
  const giver = brought.find(({ at, isRemovable }) => {
    return (via !== undefined && samePlace(via, at)) || (isRemovable === true && samePlace(problem.at, at));
  });
  if (giver === undefined) return problem;
  const { by, at, isRemovable } = giver;
  const message = said`${ours(problem.message)} It comes with ${by}.`;
  const name = inEnglish(by);
  const fixes = isRemovable ? [remove(name, at)] : [];
  const related = problem.related?.filter((one) => !samePlace(one.at, problem.at)) ?? [];
  return { ...problem, message, fixes, related, evidence: problem.evidence ?? name };
}

/** What is left of a problem where root in the container is somebody else on the host. */
function withMappedUsers(problem: Problem, rule: Rule, container: Container | undefined): Problem {
  const root = container && knownValue(container.root);
  const { level = rule.level, message, takes = rule.takes } = problem;
  if (root === undefined || root === "root" || takes === undefined || takes === "anybody") return problem;
  if (root === "engine user" && takes === "engine user") return problem;
  return {
    ...problem,
    level: level === "hint" ? level : "info",
    message: said`${ours(message)} ${MAPPED[root]}`,
  };
}

const MAPPED = {
  nobody: said`But the engine maps its users: root in it owns nothing on the host and reaches only what everybody may.`,
  "engine user": said`But root in it is the user who runs the engine, and reaches only what that user may.`,
} as const;

/** The problem with fixes that leave the container what it is made for, unless somebody asks for them by themselves. */
function withHarmlessFixes(problem: Problem, container: Container | undefined): Problem {
  const { fixes } = problem;
  if (container === undefined || fixes === undefined) return problem;
  if (typeof fixes === "function") return { ...problem, fixes: () => keepingPurpose(container, fixes()) };
  return fixes.length === 0 ? problem : { ...problem, fixes: keepingPurpose(container, fixes) };
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
  const own = (config.profile === "strict" ? problem.strictLevel : undefined) ?? problem.level ?? rule.level;
  const finding = {
    rule: rule.id,
    level: wanted !== undefined && wanted !== "off" ? wanted : own,
    ...toldShortly(problem.message),
    subject,
    at: problem.at,
    evidence: problem.evidence ?? "",
    related: problem.related?.map(({ at, message }) => ({ at, ...told(message) })) ?? [],
    fixes: typeof fixes === "function" ? [] : fixes,
    redundant: problem.redundant ?? false,
    ...(problem.meant === undefined ? {} : { meant: problem.meant }),
    ...(problem.implies === undefined ? {} : { implies: problem.implies }),
  };
  return typeof fixes === "function" ? withFixes(finding, fixes, (error) => onRuleError(rule.id, error)) : finding;
}

/** What is wrong with a finding, of a length that a reader can bear, whatever names it holds. */
function toldShortly(text: Said): Told {
  const { message, ...rest } = told(text);
  return { message: shortened(message, LONGEST_MESSAGE), ...rest };
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
  const keyOf = ({ subject }: Finding, rule: string) => `${subject.kind} ${subject.name} ${rule}`;
  const outranked = findings.flatMap((finding) =>
    (rules.outranks(finding.rule) ?? []).map((rule) => ({ key: keyOf(finding, rule), at: finding.at })),
  );
  if (outranked.length === 0) return findings;
  const places = new Map(
    [...grouped(outranked, ({ key }) => key)].map(([key, all]) => [key, new PlaceIndex(all.map(({ at }) => at))]),
  );
  return findings.filter((finding) => !places.get(keyOf(finding, finding.rule))?.overlaps(finding.at));
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
  return [...groups.values()].flatMap((all) => {
    const group = withoutOwnStages(all);
    const [first, ...others] = group;
    if (first === undefined) return [];
    if (others.length === 0) return [first];
    const gravest = group.reduce((a, b) => (LEVELS.indexOf(b.level) < LEVELS.indexOf(a.level) ? b : a));
    const related = others.flatMap(({ subject, related }) => {
      const own = related.filter(({ at }) => !samePlace(at, first.at));
      const message = inherits(subjectNamed(subject));
      return own.map(({ at }) => ({ at, ...told(message) }));
    });
    const subjects = group.flatMap((one) => (one === gravest ? [] : [one.subject]));
    return [{ ...gravest, related: [...gravest.related, ...related], others: subjects }];
  });
}

/** What is said of a service is not said once more of the stages of its own Dockerfile, where that stands in the Compose file. */
function withoutOwnStages(group: readonly Finding[]): readonly Finding[] {
  const services = new Set(group.flatMap(({ subject }) => (subject.kind === "service" ? (subject.service ?? []) : [])));
  return group.filter(
    ({ subject: { kind, service } }) => kind === "service" || service === undefined || !services.has(service),
  );
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
