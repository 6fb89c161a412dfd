import { joined, type Printable, printable, shown } from "../../analysis/text/printable.ts";
import { type Block, blocksOf, isLive, stateText } from "../../compare/blocks.ts";
import type { Bystander, ComparedProject, Comparison, LocatedDifference } from "../../compare/compare.ts";
import type { TableLook } from "../explain/explain-text.ts";
import { table } from "../output/table.ts";

/** The comparison for people: a table for each container that runs otherwise, a line for each of the others. */
export function comparisonText({ engine, projects }: Comparison, look: TableLook): Printable {
  const { name, release, address, mode, cgroup, lsm } = engine;
  const modules = lsm.join(", ") || "no security module";
  const about = `Engine: ${name} ${release} at ${address}, ${mode}, cgroup v${cgroup}, ${modules}. "!" marks what runs with less isolation.`;
  const blocks = [look.colors.dim(printable(about)), ...projects.flatMap((project) => projectBlocks(project, look))];
  return joined(
    blocks.map((block) => shown`${block}\n`),
    "\n",
  );
}

function projectBlocks(project: ComparedProject, look: TableLook): readonly Printable[] {
  const { colors } = look;
  const { name, undeclared, oneOff, notRunning } = project;
  const notes = [
    ...undeclared.map((one) => {
      const mark = isLive(one) ? colors.yellow(shown`!`) : shown` `;
      return shown`${mark} ${bystander(one)}: no file declares its service.`;
    }),
    ...oneOff.map((one) => shown`  ${bystander(one)}: started by docker compose run, not compared.`),
    ...notRunning.map((service) => shown`  service ${printable(service)}: has no container.`),
  ];
  return [
    colors.bold(shown`project ${printable(name)}`),
    ...blocksOf(project).map((block) => containerBlock(block, look)),
    ...(notes.length === 0 ? [] : [joined(notes, "\n")]),
  ];
}

function bystander(one: Bystander): Printable {
  return printable(`container ${one.name} (service ${one.service}, ${stateText(one)})`);
}

function containerBlock({ service, names, state, differences, notCompared }: Block, look: TableLook): Printable {
  const { colors, columns } = look;
  const title = shown`${colors.bold(printable(`service ${service}`))}  ${printable(`${names.join(", ")}; ${state}`)}`;
  const verdict = differences.length === 0 ? [shown`  It runs as it is written.`] : [];
  const rows = differences.flatMap(rowsOf);
  const body = table(rows, columns, (cell, column, row) => {
    if (column === 2) return colors.dim(cell);
    if (column === 0) return differences[Math.floor(row / 2)]?.change === "weaker" ? colors.yellow(cell) : cell;
    return row % 2 === 0 ? cell : colors.cyan(cell);
  });
  const unknown = notCompared.map(({ label, because }) => printable(`  ${label}: not compared, ${because}`));
  const lines = [...verdict, ...(rows.length === 0 ? [] : [body]), ...unknown.map((line) => colors.dim(line))];
  return shown`${title}\n\n${joined(lines, "\n")}`;
}

function rowsOf({
  label,
  change,
  written,
  runs,
  origin,
}: LocatedDifference): (readonly [Printable, Printable, Printable])[] {
  const mark = change === "weaker" ? "!" : " ";
  return [
    [printable(`${mark} ${label}`), printable(`written  ${written}`), printable(`${origin.file}:${origin.line}`)],
    [shown``, printable(`runs     ${runs}`), shown``],
  ];
}
