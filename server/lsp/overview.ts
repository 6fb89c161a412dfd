import { exposureReason, lenses } from "../analysis/ide/lenses.ts";
import type { Finding, SubjectName } from "../analysis/model/finding.ts";
import { LEVELS } from "../analysis/model/level.ts";
import { RULES_BY_ID } from "../analysis/rules/index.ts";
import { printable } from "../analysis/text/printable.ts";
import { MOST_DIAGNOSTICS } from "../limits/budget.ts";
import { rangeOf } from "./convert.ts";
import type { Documents } from "./documents.ts";
import type { FileOverview, FindingOverview, SubjectOverview } from "./extension-protocol.ts";
import { type ShownFindings, shownFileOf } from "./findings.ts";
import { keyOf } from "./uri.ts";

/** The overview of one file; undefined where there is nothing to list. */
export function overviewOf(shown: ShownFindings, documents: Documents): FileOverview | undefined {
  const file = shownFileOf(shown);
  const lines = shown.own.lines(shown.own.uri);
  if (!file || !lines) return undefined;
  const subjects = new Map<string, Mutable>();
  for (const { subject, at, exposure } of lenses(file)) {
    const words = exposure ? { exposure: exposureReason(exposure), score: exposure.exact } : {};
    subjects.set(keyFor(subject), { ...subject, ...words, range: rangeOf(lines, at), findings: [] });
  }
  const counted = shown.findings.filter(({ elsewhere }) => !elsewhere);
  for (const { value } of counted.slice(0, MOST_DIAGNOSTICS)) {
    const subject = ownerOf(value.subject);
    const known: Mutable = subjects.get(keyFor(subject)) ?? { ...subject, findings: [] };
    known.findings.push(...findingOverview(value, rangeOf(lines, value.at)));
    subjects.set(keyFor(subject), known);
  }
  const uri = documents.get(shown.own.uri)?.uri ?? shown.own.uri;
  return subjects.size === 0 ? undefined : { uri, subjects: worstFirst([...subjects.values()]) };
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
      known.set(keyFor(subject), { ...subject, ...there, findings });
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
  { rule, level, message, evidence }: Finding,
  range: FindingOverview["range"],
): readonly FindingOverview[] {
  const known = RULES_BY_ID.get(rule);
  return known
    ? [
        {
          rule,
          title: known.docs.title,
          group: known.group,
          level,
          message: printable(message.replaceAll("`", "")),
          range,
          evidence,
        },
      ]
    : [];
}
