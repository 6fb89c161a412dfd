import type { ExplainedSubject } from "../../analysis/report/explain.ts";
import type { OriginJson, Subject } from "../../analysis/report/explain-json.ts";
import { type WallRow, wallRows } from "../../analysis/report/wall-rows.ts";
import { joined, type Printable, printable, shown } from "../../analysis/text/printable.ts";
import { table } from "../output/table.ts";
import { originText, type TableLook } from "./explain-text.ts";

/** What differs in one container. `before` or `after` is undefined where it is only in the other project. */
export interface SubjectChange {
  readonly kind: Subject["kind"];
  readonly name: string;
  readonly change: "added" | "removed" | "changed";
  readonly walls: readonly WallChange[];
}

interface WallChange {
  readonly path: string;
  readonly label: string;
  readonly before: WallRow;
  readonly after: WallRow;
}

/** How the containers of one project differ from those of another, by name, in the order of the second one. */
export function changesBetween(
  before: readonly ExplainedSubject[],
  after: readonly ExplainedSubject[],
): readonly SubjectChange[] {
  const id = ({ json: { kind, name } }: ExplainedSubject): string => `${kind} ${name}`;
  const olds = new Map(before.map((subject) => [id(subject), subject]));
  const news = new Set(after.map(id));
  const removed = before.filter((subject) => !news.has(id(subject)));
  return [
    ...after.flatMap((subject) => subjectChange(olds.get(id(subject)), subject)),
    ...removed.map(({ json: { kind, name } }) => ({ kind, name, change: "removed" as const, walls: [] })),
  ];
}

function subjectChange(before: ExplainedSubject | undefined, after: ExplainedSubject): readonly SubjectChange[] {
  const { kind, name } = after.json;
  if (before === undefined) return [{ kind, name, change: "added", walls: [] }];
  const olds = new Map(wallRows(before).map((row) => [row.path, row]));
  const walls = wallRows(after).flatMap((row) => {
    const { path, label } = row;
    const old = olds.get(path);
    const isSame = old === undefined || JSON.stringify(old.value) === JSON.stringify(row.value);
    return isSame || path === undefined ? [] : [{ path, label, before: old, after: row }];
  });
  return walls.length === 0 ? [] : [{ kind, name, change: "changed", walls }];
}

/** The changes as `explain --diff --format json` prints them: values as in the JSON of `explain`, and where the second project decides them. */
export function changesJson(changes: readonly SubjectChange[]): object {
  return {
    version: 2,
    changes: changes.map(({ kind, name, change, walls }) => ({
      subject: { kind, name },
      change,
      walls: walls.map(({ path, before, after }) => ({
        wall: path,
        before: before.value,
        after: after.value,
        origins: after.states.flatMap(({ origin }) => origin ?? []),
      })),
    })),
  };
}

/** The changes for people: a table for each container that differs. */
export function changesText(changes: readonly SubjectChange[], look: TableLook): Printable {
  if (changes.length === 0) return shown`No container differs.\n`;
  return joined(
    changes.map((change) => shown`${changeText(change, look)}\n`),
    "\n",
  );
}

function changeText({ kind, name, change, walls }: SubjectChange, { colors, columns }: TableLook): Printable {
  const title = colors.bold(printable(`${kind} ${name}`));
  if (change !== "changed") return shown`${title}: ${printable(change)}`;
  const telling = walls.filter(({ before, after }) => before.states.length + after.states.length > 0);
  const rows = telling.flatMap(({ label, before, after }): (readonly [Printable, Printable, Printable])[] => [
    [printable(`  ${label}`), shown`- ${statesText(before)}`, shown``],
    [shown``, shown`+ ${statesText(after)}`, decidedText(after)],
  ]);
  const body = table(rows, columns, (cell, column, row) => {
    if (column === 2) return colors.dim(cell);
    if (column === 0) return cell;
    return row % 2 === 0 ? colors.red(cell) : colors.green(cell);
  });
  return shown`${title}\n\n${body}`;
}

function statesText({ states }: WallRow): Printable {
  return printable(states.map(({ text }) => text).join("; ") || "none");
}

function decidedText({ states }: WallRow): Printable {
  const origins = states.flatMap(({ origin }): OriginJson[] => (origin === undefined ? [] : [origin]));
  return printable([...new Set(origins.map(originText))].join(", ") || "default");
}
