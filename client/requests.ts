import { type CancellationToken, type Uri, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type {
  FileOverview,
  IsolationMap,
  Overviews,
  RefusedMap,
  RuleEntry,
  Scan,
  Status,
} from "../server/lsp/extension-protocol.ts";

/** The findings of all open files. */
export async function findings(client: BaseLanguageClient): Promise<readonly FileOverview[]> {
  const { files } = await client.sendRequest<Overviews>("bulkhead/findings");
  return files;
}

/** What holds for a file; null where the server does not know. */
export function statusOf(client: BaseLanguageClient, uri: Uri): Promise<Status | null> {
  return client.sendRequest("bulkhead/status", { uri: client.code2ProtocolConverter.asUri(uri) });
}

/** Every rule that there is. */
export function rules(client: BaseLanguageClient): Promise<readonly RuleEntry[]> {
  return client.sendRequest("bulkhead/rules");
}

/** The isolation map of an open file for a page of that width in CSS pixels, or a still one for a file; null where there is nothing to draw. */
export function isolationMap(
  client: BaseLanguageClient,
  uri: Uri,
  width: number,
  still: boolean,
): Promise<IsolationMap | RefusedMap | null> {
  return client.sendRequest("bulkhead/map", { uri: client.code2ProtocolConverter.asUri(uri), width, still });
}

/** Analyses files that need not be open. Progress comes under `workDoneToken`. */
export function scan(
  client: BaseLanguageClient,
  uris: readonly Uri[],
  workDoneToken: string,
  token: CancellationToken,
): Promise<Scan> {
  const params = { uris: uris.map((uri) => client.code2ProtocolConverter.asUri(uri)), workDoneToken };
  return client.sendRequest("bulkhead/scan", params, token);
}

/** Whether the document of that URI is open, in whatever spelling. */
export function isOpen(uri: Uri): boolean {
  return workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
}
