import { type CancellationToken, type Uri, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";

/** What the server answers to our own requests; it describes each field where it fills it. */
export interface FileOverview {
  readonly uri: string;
  readonly subjects: readonly SubjectOverview[];
}

export interface SubjectOverview {
  readonly kind: string;
  readonly name: string;
  readonly exposure?: string;
  readonly range?: RangeJson;
  readonly findings: readonly FindingOverview[];
}

export interface FindingOverview {
  readonly rule: string;
  readonly title: string;
  readonly wall: string;
  readonly level: "error" | "warning" | "info" | "hint";
  readonly message: string;
  readonly range: RangeJson;
}

/** A range as the protocol has it. */
export interface RangeJson {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface Status {
  readonly enable: boolean;
  readonly profile: string;
  readonly engine: string;
  readonly kind?: "compose" | "dockerfile" | "other";
  readonly settingsFile?: string;
}

export interface RuleEntry {
  readonly id: string;
  readonly title: string;
  readonly level: string;
  readonly wall: string;
}

export interface Scan {
  readonly looked: number;
  readonly cancelled: boolean;
  readonly files: readonly FileOverview[];
}

export interface IsolationMap {
  readonly svg: string;
  readonly table: string;
  readonly style: string;
  readonly places: readonly { readonly uri: string; readonly range: RangeJson }[];
  readonly files: readonly string[];
}

/** The findings of all open files. */
export async function findings(client: BaseLanguageClient): Promise<readonly FileOverview[]> {
  const { files } = await client.sendRequest<{ readonly files: readonly FileOverview[] }>("bulkhead/findings");
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
): Promise<IsolationMap | null> {
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
