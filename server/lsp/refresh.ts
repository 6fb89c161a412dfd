import { CodeLensRefreshRequest, type Connection } from "vscode-languageserver";
import { stackOf } from "../limits/failure.ts";
import type { ClientCapabilities } from "./client-capabilities.ts";

/** Tells the client to ask again for what it shows beside diagnostics, after something has changed that it does not know to matter. */
export function refreshViews(connection: Connection, features: ClientCapabilities): void {
  const { languages, console: log } = connection;
  const failed = (error: unknown) => log.warn(`The client did not refresh: ${stackOf(error)}`);
  if (features.refreshLenses) connection.sendRequest(CodeLensRefreshRequest.type).catch(failed);
  if (features.refreshHints) languages.inlayHint.refresh().catch(failed);
  if (features.refreshTokens) languages.semanticTokens.refresh().catch(failed);
}
