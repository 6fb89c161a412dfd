import type { CancellationToken, Connection, ProgressToken } from "vscode-languageserver";
import { RULES_BY_ID } from "../analysis/rules/index.ts";
import type { Limited } from "../analysis/run/load.ts";
import type { Documents } from "./documents.ts";
import type { FileOverview, Overviews, RuleEntry, Scan, Status } from "./extension-protocol.ts";
import { field, stringIn, stringsIn } from "./fields.ts";
import { findingsIn } from "./findings.ts";
import type { Guard } from "./guard.ts";
import { overviewOf } from "./overview.ts";
import type { Queue } from "./queue.ts";
import { scan } from "./scan.ts";
import type { FileSettingsSource } from "./settings.ts";

/**
 * Answers the requests that Bulkhead adds to the protocol: `bulkhead/findings` (all open files), `bulkhead/scan` (any
 * files), `bulkhead/status` and `bulkhead/rules`. A client that does not know them loses nothing else.
 */
export function answerOwnRequests(
  connection: Connection,
  guard: Guard,
  queue: Queue,
  limited: Limited,
  documents: Documents,
  settings: FileSettingsSource,
): void {
  connection.onRequest<Overviews, never>("bulkhead/findings", (token: CancellationToken) =>
    guard<Overviews>("bulkhead/findings", token, { files: [] }, () =>
      queue.do(async () => ({ files: await overviews(documents, limited, token) })),
    ),
  );
  connection.onRequest<Status | null, never>("bulkhead/status", (params: unknown, token: CancellationToken) =>
    guard<Status | null>("bulkhead/status", token, null, () =>
      statusOf(stringIn(params, "uri"), documents, settings, token),
    ),
  );
  connection.onRequest("bulkhead/rules", (token: CancellationToken) =>
    guard<readonly RuleEntry[]>("bulkhead/rules", token, [], async () => ruleEntries()),
  );
  connection.onRequest<Scan, never>("bulkhead/scan", (params: unknown, token: CancellationToken) =>
    // A cancelled scan still answers with what it found, so that the guard's own answer to cancellation would lose it.
    guard("bulkhead/scan", NEVER, NOTHING_SCANNED, () => scanned(params, connection, documents, limited, token)),
  );
}

const NEVER: CancellationToken = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose() {} }) };

const NOTHING_SCANNED: Scan = { looked: 0, failed: 0, cancelled: false, files: [] };

async function overviews(
  documents: Documents,
  limited: Limited,
  token: CancellationToken,
): Promise<readonly FileOverview[]> {
  const shown = await Promise.all(documents.all().map(({ uri }) => findingsIn(uri, documents, token)));
  if (token.isCancellationRequested) return [];
  return limited(() => shown.flatMap((one) => (one ? (overviewOf(one, documents) ?? []) : [])));
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
  const snapshot = await documents.snapshot(uri, token);
  const kind = snapshot?.analysis.kind;
  const failure = snapshot?.failure?.message;
  return {
    enable,
    profile: config.profile,
    engine: `${mode} ${version}, cgroup v${cgroup}, ${lsm.join(", ") || "no security module"}`,
    ...(kind === undefined ? {} : { kind }),
    ...(failure === undefined ? {} : { failure }),
    ...(settingsFile === undefined ? {} : { settingsFile }),
  };
}

function ruleEntries(): readonly RuleEntry[] {
  return [...RULES_BY_ID.values()].map(({ id, docs, level, group }) => ({ id, title: docs.title, level, group }));
}

async function scanned(
  params: unknown,
  connection: Connection,
  documents: Documents,
  limited: Limited,
  token: CancellationToken,
): Promise<Scan> {
  const progress = connection.window.attachWorkDoneProgress(tokenIn(params));
  progress.begin("", 0);
  try {
    return await scan(stringsIn(params, "uris"), documents, limited, progress, token);
  } finally {
    progress.done();
  }
}

function tokenIn(params: unknown): ProgressToken | undefined {
  const value = field(params, "workDoneToken");
  return typeof value === "string" || typeof value === "number" ? value : undefined;
}
