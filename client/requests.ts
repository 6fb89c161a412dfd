import { type CancellationToken, type Uri, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { Learnt } from "../server/learn/editor-protocol.ts";
import type {
  IsolationMap,
  LearnedEdit,
  NoMap,
  Overviews,
  RefusedMap,
  RuleEntry,
  RunningPage,
  Scan,
  Status,
} from "../server/lsp/extension-protocol.ts";
import type { WantedView } from "./map-messages.ts";

/** The findings of all open files, and what is said of others unless that is what `version` names. */
export function findings(client: BaseLanguageClient, version: number): Promise<Overviews> {
  return client.sendRequest("bulkhead/findings", { version });
}

/** What holds for a file; null where the server does not know. */
export function statusOf(client: BaseLanguageClient, uri: Uri): Promise<Status | null> {
  return client.sendRequest("bulkhead/status", { uri: client.code2ProtocolConverter.asUri(uri) });
}

/** Every rule that there is. */
export function rules(client: BaseLanguageClient): Promise<readonly RuleEntry[]> {
  return client.sendRequest("bulkhead/rules");
}

/** The isolation map of an open file for a page of that width in CSS pixels, or a still one for a file; null where the server does not look at the file, or not yet. */
export function isolationMap(
  client: BaseLanguageClient,
  uri: Uri,
  width: number,
  still: boolean,
  view?: WantedView,
): Promise<IsolationMap | NoMap | RefusedMap | null> {
  return client.sendRequest("bulkhead/map", { uri: client.code2ProtocolConverter.asUri(uri), width, still, view });
}

/** What runs of a Compose file, beside what it says, as a page of Markdown. */
export function runningContainers(
  client: BaseLanguageClient,
  uri: Uri,
  token: CancellationToken,
): Promise<RunningPage> {
  return client.sendRequest("bulkhead/compare", { uri: client.code2ProtocolConverter.asUri(uri) }, token);
}

/** How a service is hardened with what was learned of it, which is not written yet; null where it is not. */
export function hardenedWith(
  client: BaseLanguageClient,
  uri: Uri,
  { service, file, text }: Learnt,
): Promise<LearnedEdit | null> {
  const params = { uri: client.code2ProtocolConverter.asUri(uri), service, file, text };
  return client.sendRequest("bulkhead/learned", params);
}

/** Analyses files that need not be open, which the server then keeps right; those of earlier scans too where they are to be kept. Progress comes under `workDoneToken`. */
export function scan(
  client: BaseLanguageClient,
  uris: readonly Uri[],
  keep: boolean,
  workDoneToken: string,
  token: CancellationToken,
): Promise<Scan> {
  const params = { uris: uris.map((uri) => client.code2ProtocolConverter.asUri(uri)), keep, workDoneToken };
  return client.sendRequest("bulkhead/scan", params, token);
}

/** Whether the document of that URI is open, in whatever spelling. */
export function isOpen(uri: Uri): boolean {
  return workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
}
