import type { FileOverview, FindingOverview, SubjectOverview } from "../server/lsp/extension-protocol.ts";

/** What the list of findings begins with: the files, each with its containers, or the containers, each with what was found of it in all files. */
export type Grouping = "file" | "service";

/** A row of the list. Its URIs are the server's. */
export type Row =
  | { readonly kind: "file"; readonly uri: string; readonly subjects: readonly Subject[]; readonly parent: undefined }
  | { readonly kind: "subject"; readonly subject: Subject; readonly uri: string; readonly parent: Row | undefined }
  | {
      readonly kind: "group";
      readonly group: FindingOverview["group"];
      readonly found: readonly Found[];
      readonly uri: string;
      readonly parent: Row;
    }
  | { readonly kind: "finding"; readonly finding: FindingOverview; readonly uri: string; readonly parent: Row };

/** A container with what was found of it; `uri` is the file that declares it, as far as is known. */
export interface Subject extends Omit<SubjectOverview, "findings"> {
  readonly uri: string;
  readonly found: readonly Found[];
}

/** A finding, and the file that it is in. */
export interface Found {
  readonly uri: string;
  readonly finding: FindingOverview;
}

/** The rows that the list begins with, the worst first. By file, one file alone is left out, and its containers begin. */
export function rootsOf(files: readonly FileOverview[], grouping: Grouping): readonly Row[] {
  const [only, ...others] = files;
  if (only === undefined) return [];
  if (grouping === "file" && others.length === 0) return containers(subjectsOf(only));
  const whole = merged(files);
  if (grouping === "service") return containers(whole);
  // What of a container stands in another file than its own has no number there.
  const places = new Map<string, number>();
  for (const [place, { uri, found }] of whole.entries())
    for (const one of [uri, ...found.map((each) => each.uri)]) if (!places.has(one)) places.set(one, place);
  return [...files]
    .sort((a, b) => (places.get(a.uri) ?? 0) - (places.get(b.uri) ?? 0))
    .map((file) => ({ kind: "file", uri: file.uri, subjects: subjectsOf(file), parent: undefined }));
}

function containers(subjects: readonly Subject[]): readonly Row[] {
  return subjects.map((subject) => ({ kind: "subject", subject, uri: subject.uri, parent: undefined }));
}

function subjectsOf({ uri, subjects }: FileOverview): readonly Subject[] {
  return subjects.map(({ findings, ...one }) => ({
    ...one,
    uri,
    found: findings.map((finding) => ({ uri, finding })),
  }));
}

/** The rows below a row. */
export function childrenOf(row: Row): readonly Row[] {
  switch (row.kind) {
    case "file":
      return row.subjects.map((subject) => ({ kind: "subject", subject, uri: row.uri, parent: row }));
    case "subject": {
      const { found } = row.subject;
      const groups = [...new Set(found.map(({ finding }) => finding.group))];
      const of = (group: FindingOverview["group"]) => found.filter(({ finding }) => finding.group === group);
      return groups.map((group) => ({ kind: "group", group, found: of(group), uri: row.uri, parent: row }));
    }
    case "group":
      return row.found.map(({ uri, finding }) => ({ kind: "finding", finding, uri, parent: row }));
    case "finding":
      return [];
  }
}

/**
 * The containers of all files, those of one kind, name and home as one: as its own file has it, where that says something of it. The most exposed come first,
 * then those without a number, files themselves last; of each the gravest findings first.
 */
function merged(files: readonly FileOverview[]): readonly Subject[] {
  const subjects = new Map<string, Subject>();
  for (const one of files.flatMap(subjectsOf)) {
    const key = [one.kind, one.name, one.kind === "file" ? one.uri : one.home].join("\0");
    const there = subjects.get(key);
    const isDeclared = one.score !== undefined && (one.uri === one.home || there?.score === undefined);
    const found = [...(there?.found ?? []), ...one.found];
    subjects.set(key, { ...(there === undefined || isDeclared ? one : there), found });
  }
  const rank = ({ kind, score = -1 }: Subject) => (kind === "file" ? -2 : score);
  const level = ({ finding }: Found) => LEVELS.indexOf(finding.level);
  return [...subjects.values()]
    .map((one) => ({ ...one, found: [...one.found].sort((a, b) => level(a) - level(b)) }))
    .sort((a, b) => rank(b) - rank(a));
}

/** From the gravest down. */
const LEVELS: readonly FindingOverview["level"][] = ["error", "warning", "info", "hint"];
