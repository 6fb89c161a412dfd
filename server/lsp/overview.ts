import type { Range } from "vscode-languageserver";
import type { Finding, SubjectName } from "../analysis/finding.ts";
import { exposureWords, lenses } from "../analysis/lenses.ts";
import { RULES_BY_ID } from "../analysis/rules/index.ts";
import type { Level, Wall } from "../analysis/rules/rule.ts";
import { rangeOf } from "./convert.ts";
import type { Documents } from "./documents.ts";
import { type ShownFindings, shownFileOf } from "./findings.ts";
import { keyOf } from "./uri.ts";

/** What is to be shown of a file in a list: its containers with their findings, the file's own findings last. */
export interface FileOverview {
  readonly uri: string;
  readonly subjects: readonly SubjectOverview[];
}

/** A container, or another thing that findings are about; `name` is empty for the file as a whole. */
export interface SubjectOverview {
  readonly kind: SubjectName["kind"];
  readonly name: string;
  /** `6.2 medium`; left out where there is none. */
  readonly exposure?: string;
  /** Where it is defined, where that is in this file. */
  readonly range?: Range;
  readonly findings: readonly FindingOverview[];
}

export interface FindingOverview {
  readonly rule: string;
  readonly title: string;
  readonly wall: Wall;
  readonly level: Level;
  readonly message: string;
  readonly range: Range;
}

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
  for (const { value } of shown.findings) {
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
function ownerOf({ kind, name }: SubjectName): SubjectName {
  if (kind === "service" || kind === "hook") return { kind: "service", name: name.split("/")[0] ?? name };
  return kind === "stage" ? { kind, name } : { kind: "file", name: "" };
}

function keyFor({ kind, name }: SubjectName): string {
  return `${kind} ${name}`;
}

function findingOverview({ rule, level, message }: Finding, range: Range): readonly FindingOverview[] {
  const known = RULES_BY_ID.get(rule);
  return known ? [{ rule, title: known.docs.title, wall: known.wall, level, message, range }] : [];
}
