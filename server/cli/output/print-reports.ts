import { CannotRun } from "../../entries/cannot-run.ts";
import type { CollectedReport } from "../check/finding-store.ts";
import type { Format, ReportOptions } from "../options.ts";
import { type Destination, fileDestination, standardOutput } from "./destination.ts";
import { type FormatOptions, formatted } from "./formats.ts";
import { summaryText } from "./report-text.ts";
import { colorsFor, type Terminal } from "./terminal.ts";

/** A report that is to be written, and where. */
export interface WantedReport {
  readonly format: Format;
  readonly to: Destination;
  /** Whether people see it as it is written, and so in colours. */
  readonly isShown: boolean;
}

/** Where the reports go. Throws `CannotRun` for a file that cannot be written. `paths` are those of the command line. */
export function destinationsFor(
  options: ReportOptions,
  terminal: Terminal,
  paths: readonly string[],
): readonly WantedReport[] {
  const { format, output } = options;
  const main: WantedReport =
    output === undefined
      ? { format, to: standardOutput(terminal), isShown: true }
      : { format, to: fileDestination(output, terminal.cwd, paths), isShown: false };
  const others = options.report.map((one): WantedReport => {
    return { format: one.format, to: fileDestination(one.file, terminal.cwd, paths), isShown: false };
  });
  return [main, ...others];
}

/** Writes every report, those that can be where others cannot; then throws `CannotRun`. Where nothing goes to standard output, a line on standard error says what was found. */
export function printReports(
  report: CollectedReport,
  wanted: readonly WantedReport[],
  options: ReportOptions & { readonly version: string; readonly isFixing: boolean; readonly verbose: boolean },
  terminal: Terminal,
): void {
  const { version, isFixing, verbose, failOn } = options;
  const failures: CannotRun[] = [];
  for (const { format, to, isShown } of wanted) {
    const look: FormatOptions = {
      version,
      isFixing,
      verbose,
      colors: colorsFor(isShown ? options.color : false, terminal),
      columns: Math.max(MIN_COLUMNS, (isShown ? terminal.columns : undefined) ?? DEFAULT_COLUMNS),
      quiet: options.quiet ? { failOn } : undefined,
    };
    try {
      to.write(formatted(report, format, look));
    } catch (error) {
      if (!(error instanceof CannotRun)) throw error;
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new CannotRun(failures.map(({ message }) => message).join("\nbulkhead: "));
  if (options.output !== undefined && !options.quiet) terminal.warn(summaryText(report, isFixing));
}

const MIN_COLUMNS = 40;
const DEFAULT_COLUMNS = 100;
