import { code, plain } from "../analysis/report/markdown.ts";
import { joined, type Printable, shown } from "../analysis/text/printable.ts";
import { type Block, blocksOf, isLive, stateText } from "./blocks.ts";
import type { Bystander, ComparedProject, Comparison } from "./compare.ts";

/** The comparison as a page of Markdown. */
export function comparisonPage({ engine, projects }: Comparison): Printable {
  const { name, release, address, mode, cgroup, lsm } = engine;
  const modules = lsm.join(", ") || "no security module";
  const about = shown`${plain(`${name} ${release}`)} at ${code(address)}: ${plain(`${mode}, cgroup v${cgroup}, ${modules}`)}.`;
  const head = shown`# Running containers\n\n${about} It was only asked; nothing there was changed.`;
  return shown`${joined([head, ...projects.flatMap(projectParts)], "\n\n")}\n`;
}

function projectParts(project: ComparedProject): readonly Printable[] {
  const { name, undeclared, oneOff, notRunning } = project;
  const notes = [
    ...undeclared.map(
      (one) => shown`- ${isLive(one) ? shown`⚠ ` : shown``}${bystander(one)}: no file declares its service.`,
    ),
    ...oneOff.map((one) => shown`- ${bystander(one)}: started by ${code("docker compose run")}, not compared.`),
    ...notRunning.map((service) => shown`- Service ${plain(service)} has no container.`),
  ];
  return [
    shown`## Project ${plain(name)}`,
    ...blocksOf(project).map(blockPart),
    ...(notes.length === 0 ? [] : [shown`### Others\n\n${joined(notes, "\n")}`]),
  ];
}

function bystander(one: Bystander): Printable {
  return shown`${plain(one.name)} (service ${plain(one.service)}, ${plain(stateText(one))})`;
}

function blockPart({ service, names, state, differences, notCompared }: Block): Printable {
  const head = shown`### ${plain(service)}\n\n${plain(`${names.join(", ")}; ${state}`)}`;
  const unknown = notCompared.map(({ label, because }) => shown`- ${plain(label)}: not compared, ${plain(because)}.`);
  const rows = differences.map(
    ({ label, change, written, runs, origin }) =>
      shown`| ${change === "weaker" ? shown`⚠ ` : shown``}${plain(label)} | ${plain(written)} | ${plain(runs)} | ${code(`${origin.file}:${origin.line}`)} |`,
  );
  const table = [shown`| Wall | Written | Runs | Where |`, shown`| --- | --- | --- | --- |`, ...rows];
  const body = rows.length === 0 ? shown`It runs as it is written.` : joined(table, "\n");
  return joined([head, body, ...(unknown.length === 0 ? [] : [joined(unknown, "\n")])], "\n\n");
}
