import { LEVELS } from "../rules/rule.ts";
import { type Report, type ReportedFinding, totalOf } from "./report.ts";
import { ruleAddress } from "./rule-address.ts";

/** A summary has 1 MiB on GitHub, and nobody reads more rows than this. */
const MOST_ROWS = 200;

/** The report as a Markdown summary, in pieces: counts, a table of the findings, and what could not be looked at. */
export function* markdownReport(report: Report): Iterable<string> {
  const { findings, counts, problems, baseline } = report;
  const total = totalOf(counts);
  yield `## Bulkhead\n\n${sentence(report)}\n`;
  if (baseline !== undefined)
    yield `\nThe baseline knows ${baseline.knownCount} more; ${baseline.gone.length} of it are gone.\n`;
  if (total > 0) yield "\n| Level | Where | Rule | What |\n| --- | --- | --- | --- |\n";
  let rows = 0;
  for (const finding of findings) {
    if (++rows > MOST_ROWS) break;
    yield row(finding);
  }
  if (total > MOST_ROWS) yield `\n${total - MOST_ROWS} more are not listed here.\n`;
  if (problems.length > 0) yield "\n### Not checked\n\n";
  for (const { file, line, message } of problems.slice(0, MOST_ROWS)) {
    yield `- \`${code(`${file}:${line}`)}\`: ${plain(message)}\n`;
  }
}

function sentence({ counts, files: count }: Report): string {
  const files = count === 1 ? "1 file" : `${count} files`;
  const found = LEVELS.filter((level) => counts[level] > 0).map((level) => `**${counts[level]}** ${level}`);
  return found.length === 0 ? `No findings in ${files}.` : `${found.join(", ")} in ${files}.`;
}

function row({ rule, level, message, location }: ReportedFinding): string {
  const where = `\`${code(`${location.file}:${location.start.line}`)}\``;
  const address = rule === "max-exposure" ? undefined : ruleAddress(rule);
  const name = address === undefined ? rule : `[${rule}](${address})`;
  return `| ${level} | ${where} | ${name} | ${plain(message)} |\n`;
}

/** A text that shows as it is: no mark-up, no link, no further column. Source: https://spec.commonmark.org/0.31.2/#backslash-escapes */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_{}[\]<>()#!|~@&]/g, (character) => `\\${character}`);
}

/** A text for between two backticks. */
function code(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("`", "'").replaceAll("|", "\\|");
}
