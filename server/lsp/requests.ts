import type {
  CancellationToken,
  Connection,
  Position,
  ResponseError,
  TextDocumentIdentifier,
  TextDocumentPositionParams,
} from "vscode-languageserver";
import type { Limited } from "../analysis/run/load.ts";
import { stackOf } from "../limits/failure.ts";
import type { ClientCapabilities } from "./client-capabilities.ts";
import { codeActionsFor } from "./code-actions.ts";
import { codeLensesOf } from "./code-lens.ts";
import { execute } from "./commands.ts";
import { completionsAt } from "./completion.ts";
import { diagnosticsIn, noDiagnostics, reportOf } from "./diagnostics.ts";
import type { Documents } from "./documents.ts";
import { findingsIn, type ShownFindings } from "./findings.ts";
import type { Guard } from "./guard.ts";
import { hoverAt } from "./hover.ts";
import { inlayHintsIn } from "./inlay-hints.ts";
import { documentLinksOf } from "./links.ts";
import type { Names } from "./names.ts";
import { semanticTokensIn } from "./semantic-tokens.ts";

/** Answers every request about an open file. One about a file that is not open, or not for us, is answered with nothing. */
export function answerRequests(
  connection: Connection,
  guard: Guard,
  limited: Limited,
  documents: Documents,
  features: ClientCapabilities,
): void {
  if (features.pullDiagnostics) {
    connection.languages.diagnostics.on(({ textDocument: { uri }, previousResultId }, token) =>
      guard("textDocument/diagnostic", token, reportOf([], undefined), async () => {
        const items = await diagnosticsIn(uri, documents, features, limited, token).catch((error: unknown) => {
          connection.console.error(`textDocument/diagnostic: ${stackOf(error)}`);
          return noDiagnostics(error);
        });
        return reportOf(items, previousResultId);
      }),
    );
  }
  const about = aboutFile(guard, documents, limited);
  connection.onCodeAction((params, token) =>
    about("textDocument/codeAction", params, token, [], (shown) => codeActionsFor(params, shown, documents, features)),
  );
  connection.onCodeLens((params, token) =>
    about("textDocument/codeLens", params, token, [], (shown) => codeLensesOf(shown, features)),
  );
  connection.onCompletion((params, token) =>
    about("textDocument/completion", params, token, [], (shown) => completionsAt(params.position, shown, features)),
  );
  connection.onHover((params, token) =>
    about("textDocument/hover", params, token, null, (shown) => hoverAt(params.position, shown, features)),
  );
  connection.onDocumentLinks((params, token) =>
    about("textDocument/documentLink", params, token, [], (shown) => documentLinksOf(shown, features)),
  );
  connection.languages.inlayHint.on((params, token) =>
    about("textDocument/inlayHint", params, token, [], (shown) => inlayHintsIn(params.range, shown, features)),
  );
  connection.languages.semanticTokens.on((params, token) =>
    about("textDocument/semanticTokens/full", params, token, { data: [] }, (shown) =>
      semanticTokensIn(undefined, shown),
    ),
  );
  connection.languages.semanticTokens.onRange((params, token) =>
    about("textDocument/semanticTokens/range", params, token, { data: [] }, (shown) =>
      semanticTokensIn(params.range, shown),
    ),
  );
  connection.onExecuteCommand((params, token) =>
    guard("workspace/executeCommand", token, null, async () => {
      await execute(params, connection, documents, features, limited, token);
      return null;
    }),
  );
}

/** Answers what the names in open files stand for, and changes them. */
export function answerNames(connection: Connection, guard: Guard, names: Names): void {
  const at = ({ textDocument: { uri }, position }: TextDocumentPositionParams) => ({ uri, position });
  connection.onDefinition((params, token) =>
    guard("textDocument/definition", token, null, () => names.definition(at(params), token)),
  );
  connection.onReferences((params, token) =>
    guard("textDocument/references", token, null, () =>
      names.references(at(params), params.context.includeDeclaration, token),
    ),
  );
  connection.onDocumentHighlight((params, token) =>
    guard("textDocument/documentHighlight", token, null, () => names.highlights(at(params), token)),
  );
  connection.onPrepareRename((params, token) =>
    guard("textDocument/prepareRename", token, null, () => names.prepare(at(params), token)),
  );
  connection.onRenameRequest((params, token) =>
    guard("textDocument/rename", token, null, () => names.rename(at(params), params.newName, token)),
  );
  connection.onDocumentSymbol(({ textDocument: { uri } }, token) =>
    guard("textDocument/documentSymbol", token, null, () => names.outline(uri, token)),
  );
}

interface AboutFile {
  readonly textDocument: TextDocumentIdentifier;
  readonly position?: Position;
}

/** Makes the answer to a request about a file of what is shown in it. */
function aboutFile(guard: Guard, documents: Documents, limited: Limited) {
  return <T>(
    name: string,
    { textDocument: { uri } }: AboutFile,
    token: CancellationToken,
    nothing: T,
    answer: (shown: ShownFindings) => T,
  ): Promise<T | ResponseError<never>> =>
    guard(name, token, nothing, async () => {
      const shown = await findingsIn(uri, documents, token);
      return shown && !token.isCancellationRequested ? limited(() => answer(shown)) : nothing;
    });
}
