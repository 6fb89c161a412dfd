import type { FileProblem, Fixable, Report } from "../analysis/report/json.ts";
import type { Locate, Location } from "../analysis/report/location.ts";
import type { Level } from "../analysis/rules/rule.ts";
import { LEVELS } from "../analysis/rules/rule.ts";
import { Lines } from "../analysis/text/lines.ts";
import { counted } from "./counted.ts";
import { excerpt } from "./excerpt.ts";
import type { FileSources } from "./sources.ts";
import type { Colors } from "./terminal.ts";
import { printable } from "./width.ts";

/** How a report is to look. `columns` is the width that source lines may take; `verbose` shows every fix of the report instead of the first one. */
export interface Look {
  readonly colors: Colors;
  readonly columns: number;
  readonly verbose: boolean;
}

/** The findings for people: by file, each with its source line, marks under it, related places and its fix; then what could not be looked at. */
export function reportText(report: Report, sources: FileSources, locate: Locate, look: Look): string {
  const located = report.findings.map((one) => ({ ...one, location: locate(one.finding.at) }));
  const files = [...new Set(located.map((one) => one.location.file))];
  const blocks = files.map((file) => {
    const own = located.filter((one) => one.location.file === file);
    const lines = new Lines(sources.text(own[0]?.finding.at.file ?? "") ?? "");
    const levels = countsByLevel(own.map((one) => one.finding.level));
    const title = `${look.colors.bold(look.colors.underline(printable(file)))}  ${look.colors.dim(levels)}`;
    return [title, ...own.map((one) => findingText(one, lines, locate, look))].join("\n\n");
  });
  const problems = report.problems.map((problem) => problemText(problem, look.colors));
  return [...blocks, ...(problems.length > 0 ? [problems.join("\n")] : [])].map((block) => `${block}\n`).join("\n");
}

/** The last line: how much was found, in how many files, and what `--fix` could do about it. `isFixing` tells that it just did. */
export function summaryText(report: Report, isFixing: boolean): string {
  const { findings, problems, files } = report;
  const checked = `${counted(files, "file")} checked`;
  const unread = problems.length > 0 ? `, ${counted(problems.length, "problem")}` : "";
  if (files === 0 && findings.length === 0) return `No Dockerfiles or Compose files found${unread}.`;
  if (findings.length === 0) return `No findings: ${checked}${unread}.`;
  const levels = countsByLevel(findings.map((one) => one.finding.level));
  const sentence = `${counted(findings.length, "finding")} (${levels}): ${checked}${unread}.`;
  return isFixing ? sentence : `${sentence}${fixHint(findings)}`;
}

function fixHint(findings: readonly Fixable[]): string {
  const safe = findings.filter(({ fixes }) => fixes.some(({ fix }) => fix.safe)).length;
  const others = findings.filter(({ fixes }) => fixes.length > 0).length - safe;
  if (safe > 0 && others > 0) return ` --fix mends ${safe}, --fix-unsafe ${others} more.`;
  if (safe > 0) return ` --fix mends ${safe}.`;
  return others > 0 ? ` --fix-unsafe mends ${others}; look at what it would change with --fix-unsafe --diff.` : "";
}

type Located = Fixable & { readonly location: Location };

function findingText({ finding, fixes, location }: Located, lines: Lines, locate: Locate, look: Look): string {
  const { colors } = look;
  const paint = painter(finding.level, colors);
  const number = String(location.start.line);
  const gutter = " ".repeat(number.length);
  const bar = colors.dim(`${gutter} |`);
  const source = sourceLines(location, lines, look.columns - number.length - 3);
  const shown = look.verbose ? fixes : fixes.slice(0, 1);
  const notes = [
    ...finding.related.map(({ at, message }) => `see: ${positionText(locate(at))}: ${printable(message)}`),
    ...shown.map(({ fix }) => `${fix.safe ? "fix" : "fix (unsafe)"}: ${printable(fix.title)}`),
  ];
  return [
    `${paint(colors.bold(`${finding.level}[${finding.rule}]`))}: ${colors.bold(printable(finding.message))}`,
    colors.dim(`${gutter}--> `) + printable(positionText(location)),
    bar,
    `${colors.dim(`${number} |`)} ${source.line}`,
    `${bar} ${paint(source.marks)}`,
    ...notes.map((note) => `${colors.dim(`${gutter} =`)} ${note}`),
  ].join("\n");
}

/** A place never crosses a line; if one did, the marks would end where its first line does. */
function sourceLines({ start, end }: Location, lines: Lines, columns: number): { line: string; marks: string } {
  const content = lines.content(start.line - 1);
  const last = end.line === start.line ? end.column - 1 : content.length;
  return excerpt(content, { start: start.column - 1, end: Math.min(last, content.length) }, columns);
}

function positionText({ file, start }: Location): string {
  return `${file}:${start.line}:${start.column}`;
}

function problemText({ file, line, message }: FileProblem, colors: Colors): string {
  return `${colors.magenta(colors.bold("problem"))}: ${printable(file)}:${line}: ${printable(message)}`;
}

function painter(level: Level, colors: Colors): (text: string) => string {
  if (level === "error") return colors.red;
  if (level === "warning") return colors.yellow;
  return level === "info" ? colors.blue : colors.cyan;
}

function countsByLevel(levels: readonly Level[]): string {
  const counts = LEVELS.map((level) => ({ level, count: levels.filter((one) => one === level).length }));
  return counts
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => (level === "info" ? `${count} info` : counted(count, level)))
    .join(", ");
}
