import { exposureWords, lenses } from "../analysis/ide/lenses.ts";
import type { Finding, SubjectName } from "../analysis/model/finding.ts";
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
    const words = exposure ? { exposure: exposureWords(exposure) } : {};
    subjects.set(keyFor(subject), { ...subject, ...words, range: rangeOf(lines, at), findings: [] });
  }
  for (const { value } of shown.findings.slice(0, MOST_DIAGNOSTICS)) {
    const subject = ownerOf(value.subject);
    const known: Mutable = subjects.get(keyFor(subject)) ?? { ...subject, findings: [] };
    known.findings.push(...findingOverview(value, rangeOf(lines, value.at)));
    subjects.set(keyFor(subject), known);
  }
  const uri = documents.get(shown.own.uri)?.uri ?? shown.own.uri;
  return subjects.size === 0 ? undefined : { uri, subjects: [...subjects.values()] };
}

/** Overviews of the same file as one; a finding that two analyses made is listed once. */
export function joined(overviews: readonly FileOverview[]): readonly FileOverview[] {
  const files = new Map<string, Map<string, SubjectOverview>>();
  const uris = new Map<string, string>();
  for (const { uri, subjects } of overviews) {
    const key = keyOf(uri);
    uris.set(key, uris.get(key) ?? uri);
    const known = files.get(key) ?? new Map<string, SubjectOverview>();
    for (const subject of subjects) {
      const there = known.get(keyFor(subject));
      known.set(keyFor(subject), there ? { ...subject, ...there, findings: union(there, subject) } : subject);
    }
    files.set(key, known);
  }
  return [...files].map(([key, subjects]) => ({ uri: uris.get(key) ?? key, subjects: [...subjects.values()] }));
}

type Mutable = Omit<SubjectOverview, "findings"> & { readonly findings: FindingOverview[] };

function union(a: SubjectOverview, b: SubjectOverview): readonly FindingOverview[] {
  const all = [...a.findings, ...b.findings].map((finding) => [JSON.stringify(finding), finding] as const);
  return [...new Map(all).values()];
}

/** Hooks and `pre_start` containers are listed with their service; what is about no container, with the file. */
function ownerOf({ kind, name, service }: SubjectName): SubjectName {
  if (service !== undefined) return { kind: kind === "container" ? kind : "service", name: service };
  return kind === "stage" ? { kind, name } : { kind: "file", name: "" };
}

function keyFor({ kind, name }: SubjectName): string {
  return `${kind} ${name}`;
}

function findingOverview(
  { rule, level, message }: Finding,
  range: FindingOverview["range"],
): readonly FindingOverview[] {
  const known = RULES_BY_ID.get(rule);
  return known
    ? [{ rule, title: known.docs.title, group: known.group, level, message: printable(message), range }]
    : [];
}
