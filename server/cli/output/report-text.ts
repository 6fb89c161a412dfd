import type { Level } from "../../analysis/model/level.ts";
import { LEVELS } from "../../analysis/model/level.ts";
import type { Location } from "../../analysis/report/location.ts";
import {
  hiddenText,
  type Report,
  type ReportedFinding,
  type ReportedInputError,
  skippedText,
  totalOf,
  uncheckedText,
} from "../../analysis/report/report.ts";
import { plural } from "../../analysis/text/plural.ts";
import { joined, type Printable, printable, shown } from "../../analysis/text/printable.ts";
import type { CollectedReport } from "../check/finding-store.ts";
import { excerpt } from "./excerpt.ts";
import type { Colors } from "./terminal.ts";

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
export function* reportText(report: CollectedReport, look: TextLook): Iterable<Printable> {
  let gap = shown``;
  const told = look.quiet === undefined ? report.findings : report.failing(look.quiet.failOn);
  for (const findings of byFile(told)) {
    yield shown`${gap}${fileText(findings, look)}`;
    gap = shown`\n`;
  }
  if (report.problems.length > 0) {
    const problems = report.problems.map((problem) => problemText(problem, look.colors));
    yield shown`${gap}${joined(problems, "\n")}\n`;
    gap = shown`\n`;
  }
  if (look.quiet === undefined) yield shown`${gap}${summaryText(report, look.isFixing)}\n`;
}

/** The last line: how much was found, in how many files, and what `--fix` could do about it. `isFixing` tells that it just did. */
export function summaryText(report: Report, isFixing: boolean): Printable {
  const { counts, problems, files, baseline } = report;
  const total = totalOf(counts);
  const unread = problems.length > 0 ? shown`, ${plural(problems.length, "problem")}` : shown``;
  const skipped = skippedText(report);
  const hidden = hiddenText(report);
  const beside = [
    ...(baseline === undefined ? [] : [shown` ${baselineText(baseline)}`]),
    ...(hidden === undefined ? [] : [shown` ${hidden}`]),
  ];
  const compared = joined(beside, "");
  const unchecked = uncheckedText(problems);
  if (files === 0 && total === 0)
    return shown`${unchecked ?? shown`No Dockerfile, Compose file, command or unit was checked${skipped}${unread}.`}${compared}`;
  const fresh = baseline === undefined ? shown`` : shown`new `;
  const checked = shown`${plural(files, "file")} checked${skipped}${unread}.${compared}`;
  const before = unchecked === undefined ? shown`` : shown`${unchecked} `;
  if (total === 0) return shown`${before}No ${fresh}findings${unchecked ? shown` elsewhere` : shown``}: ${checked}`;
  const found = shown`${total} ${fresh}${total === 1 ? shown`finding` : shown`findings`} (${levelsText(counts)})`;
  return shown`${before}${found}: ${checked}${isFixing ? shown`` : fixHint(report.fixable)}`;
}

function baselineText({ knownCount, gone }: NonNullable<Report["baseline"]>): Printable {
  const known = shown`The baseline has ${knownCount} more`;
  return gone.length === 0
    ? shown`${known}.`
    : shown`${known}; ${gone.length} of it are gone: --write-baseline forgets them.`;
}

function fixHint({ safe, unsafe }: Report["fixable"]): Printable {
  if (safe > 0 && unsafe > 0) return shown` --fix mends ${safe}, --fix-unsafe ${unsafe} more.`;
  if (safe > 0) return shown` --fix mends ${safe}.`;
  return unsafe > 0
    ? shown` --fix-unsafe mends ${unsafe}; look at what it would change with --fix-unsafe --diff.`
    : shown``;
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

function fileText(findings: readonly ReportedFinding[], look: TextLook): Printable {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { level } of findings) counts[level]++;
  const { bold, underline, dim } = look.colors;
  const title = shown`${bold(underline(printable(findings[0]?.location.file ?? "")))}  ${dim(levelsText(counts))}`;
  return shown`${joined([title, ...findings.map((one) => findingText(one, look))], "\n\n")}\n`;
}

function findingText(finding: ReportedFinding, look: TextLook): Printable {
  const { colors } = look;
  const { level, rule, message, location, related, fixes } = finding;
  const paint = painter(level, colors);
  const number = printable(String(location.start.line));
  const gutter = printable(" ".repeat(number.length));
  const bar = colors.dim(shown`${gutter} |`);
  const source = sourceLines(finding, look.columns - number.length - 3);
  const named = look.verbose ? fixes : fixes.slice(0, 1);
  const notes = [
    ...related.map((one) => shown`see: ${positionText(one)}: ${printable(one.message)}`),
    ...named.map(({ title, safe }) => shown`${safe ? shown`fix` : shown`fix (unsafe)`}: ${printable(title)}`),
  ];
  const lines = [
    shown`${paint(colors.bold(shown`${printable(level)}[${printable(rule)}]`))}: ${colors.bold(printable(message))}`,
    shown`${colors.dim(shown`${gutter}--> `)}${positionText(location)}`,
    ...(source === undefined
      ? []
      : [bar, shown`${colors.dim(shown`${number} |`)} ${source.line}`, shown`${bar} ${paint(source.marks)}`]),
    ...notes.map((note) => shown`${colors.dim(shown`${gutter} =`)} ${note}`),
  ];
  return joined(lines, "\n");
}

/** A place never crosses a line; if one did, the marks would end where its first line does. */
function sourceLines({ source, location }: ReportedFinding, columns: number): ReturnType<typeof excerpt> | undefined {
  if (source === undefined) return undefined;
  const { text, start: offset } = source;
  const { start, end } = location;
  const last = end.line === start.line ? end.column - 1 - offset : text.length;
  return excerpt(text, { start: start.column - 1 - offset, end: Math.min(last, text.length) }, columns);
}

function positionText({ file, start }: Location): Printable {
  return shown`${printable(file)}:${start.line}:${start.column}`;
}

function problemText({ file, line, message }: ReportedInputError, colors: Colors): Printable {
  return shown`${colors.magenta(colors.bold(shown`problem`))}: ${printable(file)}:${line}: ${printable(message)}`;
}

function painter(level: Level, colors: Colors): (text: Printable) => Printable {
  if (level === "error") return colors.red;
  if (level === "warning") return colors.yellow;
  return level === "info" ? colors.blue : colors.cyan;
}

function levelsText(counts: Report["counts"]): Printable {
  const found = LEVELS.filter((level) => counts[level] > 0);
  return joined(
    found.map((level) => plural(counts[level], level, level === "info" ? level : undefined)),
    ", ",
  );
}
