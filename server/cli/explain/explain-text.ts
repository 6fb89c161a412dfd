import type { Explanation, OriginJson, Subject } from "../../analysis/report/explain-json.ts";
import { joined, type Printable, printable, shown } from "../../analysis/text/printable.ts";
import { exposureWord } from "../../analysis/threats/exposure/exposure.ts";
import { table } from "../output/table.ts";
import type { Colors } from "../output/terminal.ts";
import { type Wall, wallsOf } from "./walls.ts";

/** How the tables are to look; no line is wider than `columns`, but for words that are wider by themselves. */
export interface TableLook {
  readonly colors: Colors;
  readonly columns: number;
}

/** A table for each container: every wall, its state, and where that is decided. */
export function explanationText({ engine, subjects }: Explanation, look: TableLook): Printable {
  const modules = engine.lsm.join(", ") || "no security module";
  const running = printable(`Engine: ${engine.mode} ${engine.version}, cgroup v${engine.cgroup}, ${modules}.`);
  const header = look.colors.dim(shown`${running} "!" marks what is weaker than its default.`);
  const blocks = [header, ...subjects.map((subject) => subjectText(subject, look))];
  return joined(
    blocks.map((block) => shown`${block}\n`),
    "\n",
  );
}

function subjectText(subject: Subject, { colors, columns }: TableLook): Printable {
  const cells = wallsOf(subject).flatMap((wall) => rowsOf(wall));
  const heading: Row = { mark: " ", label: "WALL", text: shown`STATE`, decided: shown`DECIDED`, weak: false };
  const rows = [heading, ...cells];
  const body = table(
    rows.map(({ mark, label, text, decided }) => [printable(`${mark} ${label}`), text, decided] as const),
    columns,
    (cell, column, row) => {
      if (row === 0) return colors.dim(cell);
      if (rows[row]?.weak === true && column < 2) return colors.yellow(cell);
      return column === 2 ? colors.dim(cell) : cell;
    },
  );
  const score = subject.kind === "hook" ? undefined : subject.exposure;
  const exposure = score === undefined ? shown`` : shown`  exposure ${score} of 10, ${printable(exposureWord(score))}`;
  return shown`${colors.bold(printable(`${subject.kind} ${subject.name}`))}${exposure}\n\n${body}`;
}

interface Row {
  readonly mark: string;
  readonly label: string;
  readonly text: Printable;
  readonly decided: Printable;
  readonly weak: boolean;
}

/** Lists that are empty are told only where their being empty says something. */
function rowsOf({ path, label, states }: Wall): readonly Row[] {
  if (states.length === 0) {
    const isTelling = path === "mounts" || path === "ports";
    return isTelling ? [{ mark: " ", label, text: shown`none`, decided: shown``, weak: false }] : [];
  }
  return states.map(({ text, origin, weak }, index) => ({
    mark: weak ? "!" : " ",
    label: index === 0 ? label : "",
    text: printable(text),
    decided: printable(originText(origin)),
    weak,
  }));
}

/** Where a value was decided, in a few words. */
export function originText(origin: OriginJson | undefined): string {
  if (origin === undefined) return "default";
  const { how, file, line } = origin;
  if (how === "image") return "image";
  return how === "inherited" ? `${file}:${line} (inherited)` : `${file}:${line}`;
}
