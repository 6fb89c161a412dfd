import type { Level } from "../model/level.ts";
import { type Printable, printable, printableLines, shown } from "../text/printable.ts";
import type { Report, ReportedFinding, ReportedInputError } from "./report.ts";

/**
 * The findings as commands that GitHub Actions shows beside the lines of a pull request, in pieces.
 * Sources: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands,
 * https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
 */
export function* githubReport({ findings, problems }: Report): Iterable<Printable> {
  for (const finding of findings) yield annotation(finding);
  for (const problem of problems) yield problemAnnotation(problem);
}

function annotation({ rule, level, message, location }: ReportedFinding): Printable {
  const { file, start, end } = location;
  const properties = {
    file,
    line: start.line,
    endLine: end.line,
    // GitHub takes columns only where a place lies on one line.
    ...(start.line === end.line ? { col: start.column, endColumn: end.column } : {}),
    title: rule,
  };
  return command(COMMANDS[level], properties, message);
}

function problemAnnotation({ file, line, message, unchecked }: ReportedInputError): Printable {
  return command(unchecked ? "error" : "warning", { file, line, title: "not checked" }, message);
}

const COMMANDS: Readonly<Record<Level, string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
  hint: "notice",
};

function command(name: string, properties: Readonly<Record<string, string | number>>, message: string): Printable {
  const written = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  const data = escapeData(printableLines(message));
  return shown`::${printable(name)} ${printable(written.join(","))}::${printable(data)}\n`;
}

/** Both escapes are all that the runner takes back. Its source: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(printable(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
