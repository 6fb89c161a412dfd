import type { CancellationToken, Connection, ProgressToken } from "vscode-languageserver";
import { RULES_BY_ID } from "../analysis/rules/index.ts";
import type { Documents } from "./documents.ts";
import { findingsIn } from "./findings.ts";
import { guard } from "./guard.ts";
import { overviewOf } from "./overview.ts";
import type { FileOverview, Overviews, RuleEntry, Scan, Status } from "./own-protocol.ts";
import { scan } from "./scan.ts";
import type { FileSettingsSource } from "./settings.ts";

/**
 * Answers the requests that are our own, for clients that show more than the protocol has: `bulkhead/findings` (all open files), `bulkhead/scan`
 * (any files), `bulkhead/status` and `bulkhead/rules`. A client that does not know them misses nothing else.
 */
export function answerOwnRequests(connection: Connection, documents: Documents, settings: FileSettingsSource): void {
  const log = connection.console;
  connection.onRequest<Overviews, never>("bulkhead/findings", (token: CancellationToken) =>
    guard<Overviews>(log, "bulkhead/findings", token, { files: [] }, async () => ({
      files: await overviews(documents, token),
    })),
  );
  connection.onRequest<Status | null, never>("bulkhead/status", (params: unknown, token: CancellationToken) =>
    guard<Status | null>(log, "bulkhead/status", token, null, () =>
      statusOf(stringIn(params, "uri"), documents, settings, token),
    ),
  );
  connection.onRequest("bulkhead/rules", () => ruleEntries());
  connection.onRequest<Scan, never>("bulkhead/scan", (params: unknown, token: CancellationToken) =>
    // A cancelled scan still answers with what it found, so that the guard's own answer to cancellation would lose it.
    guard(log, "bulkhead/scan", NEVER, NOTHING_SCANNED, () => scanned(params, connection, documents, token)),
  );
}

const NEVER: CancellationToken = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose() {} }) };

const NOTHING_SCANNED: Scan = { looked: 0, cancelled: false, files: [] };

async function overviews(documents: Documents, token: CancellationToken): Promise<readonly FileOverview[]> {
  const shown = await Promise.all(documents.all().map(({ uri }) => findingsIn(uri, documents, token)));
  return shown.flatMap((one) => (one ? (overviewOf(one, documents) ?? []) : []));
}

async function statusOf(
  uri: string,
  documents: Documents,
  settings: FileSettingsSource,
  token: CancellationToken,
): Promise<Status> {
  const there = new Set<string>();
  const { enable, config, files } = await settings.of(uri, async (file) => {
    const text = await documents.read(file);
    if (text !== null) there.add(file);
    return text;
  });
  const { mode, version, cgroup, lsm } = config.engine;
  const settingsFile = files.find((file) => there.has(file));
  const kind = (await documents.snapshot(uri, token))?.analysis.kind;
  return {
    enable,
    profile: config.profile,
    engine: `${mode} ${version}, cgroup v${cgroup}, ${lsm.join(", ") || "no security module"}`,
    ...(kind === undefined ? {} : { kind }),
    ...(settingsFile === undefined ? {} : { settingsFile }),
  };
}

function ruleEntries(): readonly RuleEntry[] {
  return [...RULES_BY_ID.values()].map(({ id, docs, level, wall }) => ({ id, title: docs.title, level, wall }));
}

async function scanned(
  params: unknown,
  connection: Connection,
  documents: Documents,
  token: CancellationToken,
): Promise<Scan> {
  const progress = connection.window.attachWorkDoneProgress(tokenIn(params));
  progress.begin("", 0);
  try {
    return await scan(stringsIn(params, "uris"), documents, progress, token);
  } finally {
    progress.done();
  }
}

function field(params: unknown, name: string): unknown {
  return typeof params === "object" && params !== null ? Reflect.get(params, name) : undefined;
}

function stringIn(params: unknown, name: string): string {
  const value = field(params, name);
  return typeof value === "string" ? value : "";
}

function stringsIn(params: unknown, name: string): readonly string[] {
  const value = field(params, name);
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

function tokenIn(params: unknown): ProgressToken | undefined {
  const value = field(params, "workDoneToken");
  return typeof value === "string" || typeof value === "number" ? value : undefined;
}
