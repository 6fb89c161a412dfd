import type { Explanation, OriginJson, Subject } from "../../analysis/report/explain-json.ts";
import { joined, type Printable, printable, shown } from "../../analysis/text/printable.ts";
import { table } from "../output/table.ts";
import { originText, type TableLook } from "./explain-text.ts";
import { type Wall, wallsOf } from "./walls.ts";

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
  readonly before: Wall;
  readonly after: Wall;
}

/** How the containers of one project differ from those of another, by name, in the order of the second one. */
export function changesBetween(before: Explanation, after: Explanation): readonly SubjectChange[] {
  const id = ({ kind, name }: Subject): string => `${kind} ${name}`;
  const olds = new Map(before.subjects.map((subject) => [id(subject), subject]));
  const news = new Set(after.subjects.map(id));
  const removed = before.subjects.filter((subject) => !news.has(id(subject)));
  return [
    ...after.subjects.flatMap((subject) => subjectChange(olds.get(id(subject)), subject)),
    ...removed.map(({ kind, name }) => ({ kind, name, change: "removed" as const, walls: [] })),
  ];
}

function subjectChange(before: Subject | undefined, after: Subject): readonly SubjectChange[] {
  const { kind, name } = after;
  if (before === undefined) return [{ kind, name, change: "added", walls: [] }];
  const olds = new Map(wallsOf(before).map((wall) => [wall.path, wall]));
  const walls = wallsOf(after).flatMap((wall) => {
    const old = olds.get(wall.path);
    const isSame = old === undefined || JSON.stringify(old.value) === JSON.stringify(wall.value);
    return isSame ? [] : [{ path: wall.path, label: wall.label, before: old, after: wall }];
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
  const rows = walls.flatMap(({ label, before, after }): (readonly [Printable, Printable, Printable])[] => [
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

function statesText({ states }: Wall): Printable {
  return printable(states.map(({ text }) => text).join("; ") || "none");
}

function decidedText({ states }: Wall): Printable {
  const origins = states.flatMap(({ origin }): OriginJson[] => (origin === undefined ? [] : [origin]));
  return printable([...new Set(origins.map(originText))].join(", ") || "default");
}
