import type { CancellationToken, Connection, ProgressToken } from "vscode-languageserver";
import { RULES_BY_ID } from "../analysis/rules/index.ts";
import type { Limited } from "../analysis/run/load.ts";
import type { Documents } from "./documents.ts";
import type { FileOverview, Overviews, RuleEntry, Scan, Status } from "./extension-protocol.ts";
import { field, stringIn, stringsIn } from "./fields.ts";
import { findingsIn } from "./findings.ts";
import type { Guard } from "./guard.ts";
import type { Language } from "./language.ts";
import { joined, overviewOf } from "./overview.ts";
import type { Queue } from "./queue.ts";
import { type Scans, said } from "./scan.ts";
import type { FileSettingsSource } from "./settings.ts";

/**
 * Answers the requests that Bulkhead adds to the protocol: `bulkhead/findings` (all open files, and those that were scanned), `bulkhead/scan` (any
 * files), `bulkhead/status` and `bulkhead/rules`. A client that does not know them loses nothing else.
 */
export function answerOwnRequests(
  connection: Connection,
  guard: Guard,
  queue: Queue,
  limited: Limited,
  documents: Documents,
  settings: FileSettingsSource,
  scans: Scans,
  language: Language,
): void {
  const overviews = new OverviewsOf(documents, scans, limited, language);
  // A request without parameters is handed over as the token alone.
  connection.onRequest<Overviews, never>("bulkhead/findings", (params: unknown, token: CancellationToken = NEVER) =>
    guard<Overviews>("bulkhead/findings", token, NOTHING_FOUND, () =>
      queue.do(() => overviews.since(Number(field(params, "version")), token)),
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
    guard("bulkhead/scan", NEVER, NOTHING_SCANNED, () => scanned(params, connection, scans, token)),
  );
}

const NEVER: CancellationToken = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose() {} }) };

const NOTHING_FOUND: Overviews = { files: [], version: 0 };

const NOTHING_SCANNED: Scan = { looked: 0, failed: 0, cancelled: false, files: [] };

/** What is listed, and the number of what is said of files that are not open, which is sent only where it has changed. */
class OverviewsOf {
  readonly #documents: Documents;
  readonly #scans: Scans;
  readonly #limited: Limited;
  readonly #language: Language;
  #version = 0;
  #made: readonly unknown[] = [];

  constructor(documents: Documents, scans: Scans, limited: Limited, language: Language) {
    this.#language = language;
    this.#documents = documents;
    this.#scans = scans;
    this.#limited = limited;
  }

  async since(version: number, token: CancellationToken): Promise<Overviews> {
    const documents = this.#documents;
    const isOpen = ({ uri }: FileOverview) => documents.get(uri) !== undefined;
    const shown = await Promise.all(documents.all().map(({ uri }) => findingsIn(uri, documents, token)));
    const scanned = await this.#scans.closed(token);
    if (token.isCancellationRequested) return NOTHING_FOUND;
    const own = shown.flatMap((one) => one ?? []);
    const made = [...own.map((one) => one.own), ...scanned];
    if (made.length !== this.#made.length || made.some((one, index) => one !== this.#made[index])) this.#version += 1;
    this.#made = made;
    return this.#limited(() => {
      const files = own.flatMap((one) => overviewOf(one, documents, this.#language) ?? []);
      if (version === this.#version) return { files, version };
      const elsewhere = own.flatMap((one) => said(one.own, documents, this.#language)).filter((one) => !isOpen(one));
      const closed = [...elsewhere, ...scanned.flat().filter((one) => !isOpen(one))];
      return { files, version: this.#version, closed: joined(closed) };
    });
  }
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

async function scanned(params: unknown, connection: Connection, scans: Scans, token: CancellationToken): Promise<Scan> {
  const progress = connection.window.attachWorkDoneProgress(tokenIn(params));
  progress.begin("", 0);
  try {
    const scan = await scans.scan(stringsIn(params, "uris"), field(params, "keep") === true, progress, token);
    const failed = scan.failed === 0 ? "" : `, ${scan.failed} of them in vain`;
    connection.console.info(
      `${scan.cancelled ? "Stopped scanning" : "Scanned"}: ${scan.looked} files looked at${failed}.`,
    );
    return scan;
  } finally {
    progress.done();
  }
}

function tokenIn(params: unknown): ProgressToken | undefined {
  const value = field(params, "workDoneToken");
  return typeof value === "string" || typeof value === "number" ? value : undefined;
}
