import type { Location } from "../analysis/report/location.ts";
import {
  type FileProblem,
  type Report,
  type ReportedFinding,
  totalOf,
  uncheckedText,
} from "../analysis/report/report.ts";
import type { Level } from "../analysis/rules/rule.ts";
import { LEVELS } from "../analysis/rules/rule.ts";
import type { CollectedReport } from "./collection.ts";
import { counted } from "./counted.ts";
import { excerpt } from "./excerpt.ts";
import type { Colors } from "./terminal.ts";
import { printable } from "./width.ts";

/** How a report is to look. `columns` is the width that source lines may take. */
export interface TextLook {
  readonly colors: Colors;
  readonly columns: number;
  /** Whether every fix is shown instead of the first one. */
  readonly verbose: boolean;
  /** Set where only what makes the exit status 1 is shown: the lowest level that does. */
  readonly quiet: { readonly failOn: Level | "never" } | undefined;
  /** Whether `--fix` just did what it could. */
  readonly isFixing: boolean;
}

/**
 * The findings for people, in pieces: by file, each with its source line, marks under it, related places and its fix; then what could not be looked at,
 * and a line that sums up.
 */
export function* reportText(report: CollectedReport, look: TextLook): Iterable<string> {
  let gap = "";
  const shown = look.quiet === undefined ? report.findings : report.failing(look.quiet.failOn);
  for (const findings of byFile(shown)) {
    yield gap + fileText(findings, look);
    gap = "\n";
  }
  if (report.problems.length > 0) {
    yield `${gap}${report.problems.map((problem) => problemText(problem, look.colors)).join("\n")}\n`;
    gap = "\n";
  }
  if (look.quiet === undefined) yield `${gap}${summaryText(report, look.isFixing)}\n`;
}

/** The last line: how much was found, in how many files, and what `--fix` could do about it. `isFixing` tells that it just did. */
export function summaryText(report: Report, isFixing: boolean): string {
  const { counts, problems, files, baseline } = report;
  const total = totalOf(counts);
  const unread = problems.length > 0 ? `, ${counted(problems.length, "problem")}` : "";
  const compared = baseline === undefined ? "" : ` ${baselineText(baseline)}`;
  const unchecked = uncheckedText(problems);
  if (files === 0 && total === 0)
    return `${unchecked || `No Dockerfiles or Compose files found${unread}.`}${compared}`.trimEnd();
  const fresh = baseline === undefined ? "" : "new ";
  const checked = `${counted(files, "file")} checked${unread}.${compared}`;
  if (total === 0) return `${unchecked}No ${fresh}findings${unchecked === "" ? "" : " elsewhere"}: ${checked}`;
  const found = `${total} ${fresh}${total === 1 ? "finding" : "findings"} (${levelsText(counts)})`;
  return `${unchecked}${found}: ${checked}${isFixing ? "" : fixHint(report.fixable)}`;
}

function baselineText({ knownCount, gone }: NonNullable<Report["baseline"]>): string {
  const known = `The baseline has ${knownCount} more`;
  return gone.length === 0 ? `${known}.` : `${known}; ${gone.length} of it are gone: --write-baseline forgets them.`;
}

function fixHint({ safe, unsafe }: Report["fixable"]): string {
  if (safe > 0 && unsafe > 0) return ` --fix mends ${safe}, --fix-unsafe ${unsafe} more.`;
  if (safe > 0) return ` --fix mends ${safe}.`;
  return unsafe > 0 ? ` --fix-unsafe mends ${unsafe}; look at what it would change with --fix-unsafe --diff.` : "";
}

/** The findings of each file; they come in the order of files. */
function* byFile(findings: Iterable<ReportedFinding>): Iterable<readonly ReportedFinding[]> {
  let own: ReportedFinding[] = [];
  for (const finding of findings) {
    if (own.length > 0 && own[0]?.location.file !== finding.location.file) {
      yield own;
      own = [];
    }
    own.push(finding);
  }
  if (own.length > 0) yield own;
}

function fileText(findings: readonly ReportedFinding[], look: TextLook): string {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { level } of findings) counts[level]++;
  const { bold, underline, dim } = look.colors;
  const title = `${bold(underline(printable(findings[0]?.location.file ?? "")))}  ${dim(levelsText(counts))}`;
  return `${[title, ...findings.map((one) => findingText(one, look))].join("\n\n")}\n`;
}

function findingText(finding: ReportedFinding, look: TextLook): string {
  const { colors } = look;
  const { level, rule, message, location, related, fixes } = finding;
  const paint = painter(level, colors);
  const number = String(location.start.line);
  const gutter = " ".repeat(number.length);
  const bar = colors.dim(`${gutter} |`);
  const source = sourceLines(finding, look.columns - number.length - 3);
  const shown = look.verbose ? fixes : fixes.slice(0, 1);
  const notes = [
    ...related.map((one) => `see: ${positionText(one)}: ${printable(one.message)}`),
    ...shown.map(({ title, safe }) => `${safe ? "fix" : "fix (unsafe)"}: ${printable(title)}`),
  ];
  return [
    `${paint(colors.bold(`${level}[${rule}]`))}: ${colors.bold(printable(message))}`,
    colors.dim(`${gutter}--> `) + printable(positionText(location)),
    ...(source === undefined
      ? []
      : [bar, `${colors.dim(`${number} |`)} ${source.line}`, `${bar} ${paint(source.marks)}`]),
    ...notes.map((note) => `${colors.dim(`${gutter} =`)} ${note}`),
  ].join("\n");
}

/** A place never crosses a line; if one did, the marks would end where its first line does. */
function sourceLines({ source, location }: ReportedFinding, columns: number): ReturnType<typeof excerpt> | undefined {
  if (source === undefined) return undefined;
  const { text, start: offset } = source;
  const { start, end } = location;
  const last = end.line === start.line ? end.column - 1 - offset : text.length;
  return excerpt(text, { start: start.column - 1 - offset, end: Math.min(last, text.length) }, columns);
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

function levelsText(counts: Report["counts"]): string {
  return LEVELS.filter((level) => counts[level] > 0)
    .map((level) => (level === "info" ? `${counts[level]} info` : counted(counts[level], level)))
    .join(", ");
}
