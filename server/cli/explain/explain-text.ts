import type { Engine } from "../../analysis/facts/engine.ts";
import type { ExplainedSubject } from "../../analysis/report/explain.ts";
import type { OriginJson } from "../../analysis/report/explain-json.ts";
import { type WallRow, wallRows } from "../../analysis/report/wall-rows.ts";
import { joined, type Printable, printable, shown } from "../../analysis/text/printable.ts";
import { exposureWord } from "../../analysis/walls/exposure.ts";
import { table } from "../output/table.ts";
import type { Colors } from "../output/terminal.ts";

/** How the tables are to look; no line is wider than `columns`, but for words that are wider by themselves. */
export interface TableLook {
  readonly colors: Colors;
  readonly columns: number;
}

/** A table for each container: every wall, its state, and where that is decided. */
export function explanationText(subjects: readonly ExplainedSubject[], engine: Engine, look: TableLook): Printable {
  const modules = engine.lsm.join(", ") || "no security module";
  const running = printable(`Engine: ${engine.mode} ${engine.version}, cgroup v${engine.cgroup}, ${modules}.`);
  const header = look.colors.dim(shown`${running} "!" marks what a line opens.`);
  const blocks = [header, ...subjects.map((subject) => subjectText(subject, look))];
  return joined(
    blocks.map((block) => shown`${block}\n`),
    "\n",
  );
}

function subjectText(subject: ExplainedSubject, { colors, columns }: TableLook): Printable {
  const cells = wallRows(subject).flatMap(rowsOf);
  const heading: Row = { mark: " ", label: "WALL", text: shown`STATE`, decided: shown`DECIDED`, opened: false };
  const rows = [heading, ...cells];
  const body = table(
    rows.map(({ mark, label, text, decided }) => [printable(`${mark} ${label}`), text, decided] as const),
    columns,
    (cell, column, row) => {
      if (row === 0) return colors.dim(cell);
      if (rows[row]?.opened === true && column < 2) return colors.yellow(cell);
      return column === 2 ? colors.dim(cell) : cell;
    },
  );
  const { json } = subject;
  const score = json.kind === "hook" ? undefined : json.exposure;
  const exposure = score === undefined ? shown`` : shown`  exposure ${score} of 10, ${printable(exposureWord(score))}`;
  return shown`${colors.bold(printable(`${json.kind} ${json.name}`))}${exposure}\n\n${body}`;
}

interface Row {
  readonly mark: string;
  readonly label: string;
  readonly text: Printable;
  readonly decided: Printable;
  readonly opened: boolean;
}

/** Lists that are empty are told only where their being empty says something. */
function rowsOf({ path, label, states }: WallRow): readonly Row[] {
  if (states.length === 0) {
    const isTelling = path === "mounts" || path === "ports";
    return isTelling ? [{ mark: " ", label, text: shown`none`, decided: shown``, opened: false }] : [];
  }
  return states.map(({ text, origin, standing }, index) => ({
    mark: standing === "opened" ? "!" : " ",
    label: index === 0 ? label : "",
    text: printable(text),
    decided: printable(originText(origin)),
    opened: standing === "opened",
  }));
}

/** Where a value was decided, in a few words. */
export function originText(origin: OriginJson | undefined): string {
  if (origin === undefined) return "default";
  const { how, file, line } = origin;
  if (how === "image") return "image";
  return how === "inherited" ? `${file}:${line} (inherited)` : `${file}:${line}`;
}
