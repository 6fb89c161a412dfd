import { LEVELS } from "../model/level.ts";
import { joined, type Printable, printable, shown } from "../text/printable.ts";
import { hiddenText, type Report, type ReportedFinding, skippedText, totalOf, uncheckedText } from "./report.ts";
import { ruleAddress } from "./rule-address.ts";

/** A summary has 1 MiB on GitHub, and nobody reads more rows than this. */
const MOST_ROWS = 200;

/** The report as a Markdown summary, in pieces: counts, a table of the findings, and what could not be looked at. */
export function* markdownReport(report: Report): Iterable<Printable> {
  const { findings, counts, problems, baseline } = report;
  const total = totalOf(counts);
  yield shown`## Bulkhead\n\n${sentence(report)}\n`;
  if (baseline !== undefined)
    yield shown`\nThe baseline knows ${baseline.knownCount} more; ${baseline.gone.length} of it are gone.\n`;
  const hidden = hiddenText(report);
  if (hidden !== undefined) yield shown`\n${hidden}\n`;
  if (total > 0) yield shown`\n| Level | Where | Rule | What |\n| --- | --- | --- | --- |\n`;
  let rows = 0;
  for (const finding of findings) {
    if (++rows > MOST_ROWS) break;
    yield row(finding);
  }
  if (total > MOST_ROWS) yield shown`\n${total - MOST_ROWS} more are not listed here.\n`;
  if (problems.length > 0) yield shown`\n### Not checked\n\n`;
  for (const { file, line, message } of problems.slice(0, MOST_ROWS)) {
    yield shown`- ${code(`${file}:${line}`)}: ${plain(message)}\n`;
  }
}

function sentence(report: Report): Printable {
  const { counts, files: count, problems } = report;
  const files = count === 1 ? shown`1 file` : shown`${count} files`;
  const found = LEVELS.filter((level) => counts[level] > 0).map((level) => shown`**${counts[level]}** ${plain(level)}`);
  const text =
    found.length === 0
      ? shown`No findings in ${files}${skippedText(report)}.`
      : shown`${joined(found, ", ")} in ${files}${skippedText(report)}.`;
  const unchecked = uncheckedText(problems);
  return unchecked === undefined ? text : shown`${unchecked} ${text}`;
}

function row({ rule, level, message, location }: ReportedFinding): Printable {
  const address = ruleAddress(rule);
  const name = address === undefined ? plain(rule) : shown`[${plain(rule)}](${printable(address)})`;
  return shown`| ${plain(level)} | ${code(`${location.file}:${location.start.line}`)} | ${name} | ${plain(message)} |\n`;
}

/**
 * A text that shows as it is: no mark-up, no link, no further column, and nothing that GitHub or GitLab make a link or a mention of behind the Markdown's back,
 * which a backslash does not keep them from: a zero-width space does, as Renovate does it. Sources: https://spec.commonmark.org/0.31.2/#backslash-escapes,
 * https://github.github.com/gfm/#autolinks-extension-, https://docs.gitlab.com/user/markdown/#gitlab-specific-references
 */
export function plain(text: string): Printable {
  const line = printable(text.replace(/\s+/g, " "));
  const escaped = line.replace(/[\\`*_{}[\]<>()#!|~@&$%^]/g, (character) => `\\${character}`);
  return printable(escaped.replace(/[#!~@&$%^](?=["'\w])|:(?=\/\/)|\bwww(?=\.)|\b(?:GH|gh)(?=-)/g, "$&&#8203;"));
}

/** A text as code; no line break and no backtick ends it. */
export function code(text: string): Printable {
  const line = printable(text.replace(/\s+/g, " ")).replaceAll("`", "'").replaceAll("|", "\\|");
  return shown`\`${printable(line)}\``;
}
