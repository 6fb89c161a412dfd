import type { FileOverview, FindingOverview, SubjectOverview } from "../server/lsp/extension-protocol.ts";

/** What the list of findings begins with: the files, each with its containers, or the containers, each with what was found of it in all files. */
export type Grouping = "file" | "service";

/** What every row has: a name that it keeps while what stands there changes, by which the editor keeps it focused, selected and folded. Its URI is the server's. */
interface Named<P> {
  readonly id: string;
  readonly uri: string;
  readonly parent: P;
}

/** A row of the list. */
export type Row =
  | (Named<undefined> & { readonly kind: "file"; readonly subjects: readonly Subject[] })
  | (Named<Row | undefined> & { readonly kind: "subject"; readonly subject: Subject })
  | (Named<Row> & {
      readonly kind: "group";
      readonly group: FindingOverview["group"];
      readonly found: readonly Found[];
    })
  | (Named<Row> & { readonly kind: "finding"; readonly finding: FindingOverview });

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
    .map(({ uri, ...file }) => ({
      kind: "file",
      id: idOf(undefined, uri),
      uri,
      subjects: subjectsOf({ uri, ...file }),
      parent: undefined,
    }));
}

function containers(subjects: readonly Subject[], parent?: Row): readonly Row[] {
  const ids = idsOf(parent, subjects, keyOf);
  return subjects.map((subject, index) => ({
    kind: "subject",
    id: ids[index] ?? "",
    subject,
    uri: parent?.uri ?? subject.uri,
    parent,
  }));
}

/** The place of a row: what tells it from the others below the same one, behind what tells that one. */
function idOf(parent: Row | undefined, key: string): string {
  return `${parent?.id ?? ""}\n${key}`;
}

/** The ids of rows below one; those of equal keys are numbered, so that one of several takes the place of one that goes. */
function idsOf<T>(parent: Row | undefined, all: readonly T[], key: (one: T) => string): readonly string[] {
  const counts = new Map<string, number>();
  return all.map((one) => {
    const count = (counts.get(key(one)) ?? 0) + 1;
    counts.set(key(one), count);
    return idOf(parent, `${key(one)}\t${count}`);
  });
}

/** What tells a container, or a file itself, from all others. */
function keyOf({ kind, name, uri, home }: Subject): string {
  return [kind, name, kind === "file" ? uri : home].join("\t");
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
      return containers(row.subjects, row);
    case "subject": {
      const { found } = row.subject;
      const groups = [...new Set(found.map(({ finding }) => finding.group))];
      const of = (group: FindingOverview["group"]) => found.filter(({ finding }) => finding.group === group);
      return groups.map((group) => ({
        kind: "group",
        id: idOf(row, group),
        group,
        found: of(group),
        uri: row.uri,
        parent: row,
      }));
    }
    case "group": {
      const ids = idsOf(row, row.found, ({ uri, finding }) => `${finding.rule}\t${uri}`);
      return row.found.map(({ uri, finding }, index) => ({
        kind: "finding",
        id: ids[index] ?? "",
        finding,
        uri,
        parent: row,
      }));
    }
    case "finding":
      return [];
  }
}

/** All rows below some, in the order in which they are drawn where nothing is folded. */
export function withAllBelow(rows: readonly Row[]): readonly Row[] {
  return rows.flatMap((row) => [row, ...withAllBelow(childrenOf(row))]);
}

/** Where somebody goes on who was at a row of `before`: there, where `now` has it still, else at the next one that is left, else at the last one before it. */
export function followerOf({ id }: Row, before: readonly Row[], now: readonly Row[]): Row | undefined {
  const left = new Map(now.map((row) => [row.id, row]));
  const at = before.findIndex((row) => row.id === id);
  const wanted = [...before.slice(Math.max(at, 0)), ...before.slice(0, Math.max(at, 0)).reverse()];
  return wanted.map((row) => left.get(row.id)).find((row) => row !== undefined);
}

/**
 * The containers of all files, those of one kind, name and home as one: as its own file has it, where that says something of it. The most exposed come first,
 * then those without a number, files themselves last; of each the gravest findings first.
 */
function merged(files: readonly FileOverview[]): readonly Subject[] {
  const subjects = new Map<string, Subject>();
  for (const one of files.flatMap(subjectsOf)) {
    const key = keyOf(one);
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
