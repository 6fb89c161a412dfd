import { Diagnostic, DiagnosticSeverity, Disposable, languages, Range, Uri, workspace } from "vscode";
import type { FileOverview, FindingOverview } from "../server/lsp/extension-protocol.ts";
import { isOpen } from "./requests.ts";
import { pageOf } from "./rule-pages.ts";

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

/** Problems in files that are not open. An open file has diagnostics of its own, which follow its text. */
export class ClosedProblems implements Disposable {
  readonly #problems = languages.createDiagnosticCollection("bulkhead scan");
  readonly #opened = workspace.onDidOpenTextDocument(({ uri }) => this.#problems.delete(uri));

  /** Takes what is said of files that are not open, in the place of everything before. */
  replace(files: readonly FileOverview[]): void {
    this.#problems.clear();
    for (const { uri, subjects } of files) {
      const file = Uri.parse(uri);
      if (!isOpen(file)) this.#problems.set(file, subjects.flatMap(({ findings }) => findings).map(problemOf));
    }
  }

  dispose(): void {
    Disposable.from(this.#problems, this.#opened).dispose();
  }
}

function problemOf({ rule, level, message, range: { start, end } }: FindingOverview): Diagnostic {
  const range = new Range(start.line, start.character, end.line, end.character);
  const problem = new Diagnostic(range, message, SEVERITIES[level]);
  problem.source = "bulkhead";
  problem.code = { value: rule, target: pageOf(rule) };
  return problem;
}
