import { exposureReason, lenses } from "../analysis/ide/lenses.ts";
import type { Finding, SubjectName } from "../analysis/model/finding.ts";
import { LEVELS } from "../analysis/model/level.ts";
import { RULES_BY_ID } from "../analysis/rules/index.ts";
import { MOST_DIAGNOSTICS } from "../limits/budget.ts";
import { messageOf, rangeOf } from "./convert.ts";
import type { Documents, Snapshot } from "./documents.ts";
import type { FileOverview, FindingOverview, SubjectOverview } from "./extension-protocol.ts";
import { type ShownFindings, shownFileOf } from "./findings.ts";
import type { Language } from "./language.ts";
import { keyOf } from "./uri.ts";

/** The overview of one file; undefined where there is nothing to list. */
export function overviewOf(shown: ShownFindings, documents: Documents, language: Language): FileOverview | undefined {
  const file = shownFileOf(shown);
  const lines = shown.own.lines(shown.own.uri);
  if (!file || !lines) return undefined;
  const uri = documents.get(shown.own.uri)?.uri ?? shown.own.uri;
  const homeIn = ({ kind }: SubjectName, { analysis }: Snapshot): string => {
    const first = kind === "stage" || kind === "file" ? undefined : analysis.project?.files[0];
    return first === undefined ? uri : (documents.get(first)?.uri ?? first);
  };
  const subjects = new Map<string, Mutable>();
  for (const { subject, at, exposure } of lenses(file, language)) {
    const exposed = exposure ? { exposure: exposureReason(exposure, language), score: exposure.exact } : {};
    const home = homeIn(subject, shown.own);
    subjects.set(keyFor(subject), { ...subject, home, ...exposed, range: rangeOf(lines, at), findings: [] });
  }
  const counted = shown.findings.filter(({ elsewhere }) => !elsewhere);
  for (const { value, snapshot } of counted.slice(0, MOST_DIAGNOSTICS)) {
    const subject = ownerOf(value.subject);
    const home = homeIn(subject, snapshot);
    const known: Mutable = subjects.get(keyFor(subject)) ?? { ...subject, home, findings: [] };
    known.findings.push(...findingOverview(value, rangeOf(lines, value.at), language));
    subjects.set(keyFor(subject), { ...known, home: widest(uri, known.home, home) });
  }
  return subjects.size === 0 ? undefined : { uri, subjects: worstFirst([...subjects.values()]) };
}

/** Of two projects that a file is part of, that which takes it in: it knows more than the file by itself. */
function widest(uri: string, one: string, other: string): string {
  return keyOf(one) === keyOf(uri) ? other : one;
}

/** The most exposed containers first, then those without a number, the file itself last; of each the gravest findings first. */
function worstFirst(subjects: readonly SubjectOverview[]): readonly SubjectOverview[] {
  const rank = ({ kind, score = -1 }: SubjectOverview) => (kind === "file" ? -2 : score);
  const level = ({ level }: FindingOverview) => LEVELS.indexOf(level);
  return subjects
    .map((one) => ({ ...one, findings: [...one.findings].sort((a, b) => level(a) - level(b)) }))
    .sort((a, b) => rank(b) - rank(a));
}

/** Overviews of the same file as one. Findings of one cause are one, the gravest; of two alike that about a service, which knows more than a stage. */
export function joined(overviews: readonly FileOverview[]): readonly FileOverview[] {
  const files = new Map<string, Map<string, SubjectOverview>>();
  const uris = new Map<string, string>();
  for (const { uri, subjects } of overviews) {
    const key = keyOf(uri);
    uris.set(key, uris.get(key) ?? uri);
    const known = files.get(key) ?? new Map<string, SubjectOverview>();
    for (const subject of subjects) {
      const there = known.get(keyFor(subject));
      const findings = [...(there?.findings ?? []), ...subject.findings];
      const home = widest(uri, there?.home ?? subject.home, subject.home);
      known.set(keyFor(subject), { ...subject, ...there, home, findings });
    }
    files.set(key, known);
  }
  return [...files].map(([key, subjects]) => ({
    uri: uris.get(key) ?? key,
    subjects: worstFirst(eachOnce([...subjects.values()])),
  }));
}

function eachOnce(subjects: readonly SubjectOverview[]): readonly SubjectOverview[] {
  const byCause = new Map<string, FindingOverview>();
  const ordered = [...subjects].sort((a, b) => Number(a.kind === "stage") - Number(b.kind === "stage"));
  for (const finding of ordered.flatMap(({ findings }) => findings)) {
    const known = byCause.get(causeOf(finding));
    if (!known || LEVELS.indexOf(finding.level) < LEVELS.indexOf(known.level)) byCause.set(causeOf(finding), finding);
  }
  const kept = new Set(byCause.values());
  return subjects.map((one) => ({ ...one, findings: one.findings.filter((finding) => kept.has(finding)) }));
}

/** What makes two findings in one file one, as `bulkhead check` has it. */
function causeOf({ rule, range: { start, end }, evidence }: FindingOverview): string {
  return [rule, start.line, start.character, end.line, end.character, evidence].join("\0");
}

type Mutable = Omit<SubjectOverview, "findings"> & { readonly findings: FindingOverview[] };

/** Hooks and `pre_start` containers are listed with their service; what is about no container, with the file. */
function ownerOf({ kind, name, service }: SubjectName): SubjectName {
  if (service !== undefined) return { kind: kind === "container" ? kind : "service", name: service };
  return kind === "stage" ? { kind, name } : { kind: "file", name: "" };
}

function keyFor({ kind, name }: SubjectName): string {
  return `${kind} ${name}`;
}

function findingOverview(
  finding: Finding,
  range: FindingOverview["range"],
  language: Language,
): readonly FindingOverview[] {
  const { rule, level, evidence } = finding;
  const known = RULES_BY_ID.get(rule);
  return known
    ? [
        {
          rule,
          title: known.docs.title,
          group: known.group,
          level,
          message: messageOf(finding, language),
          range,
          evidence,
        },
      ]
    : [];
}
