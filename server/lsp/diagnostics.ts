import {
  type CancellationToken,
  CancellationTokenSource,
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
} from "vscode-languageserver";
import { stackOf } from "../limits/failure.ts";
import { diagnosticOf, troubleDiagnosticOf } from "./convert.ts";
import type { Documents } from "./documents.ts";
import type { ClientFeatures } from "./features.ts";
import { findingsIn } from "./findings.ts";
import { keyOf } from "./uri.ts";

/** All that is to be shown in one open file. Empty for a file that is not open or not for us. */
export async function diagnosticsIn(
  uri: string,
  documents: Documents,
  features: ClientFeatures,
  token: CancellationToken,
): Promise<Diagnostic[]> {
  const shown = await findingsIn(uri, documents, token);
  const lines = shown?.own.lines(shown.own.uri);
  if (!shown || !lines) return [];
  return [
    ...shown.findings.map(({ value, snapshot }) => diagnosticOf(value, lines, snapshot, documents, features)),
    ...shown.troubles.map(({ value }) => troubleDiagnosticOf(value, lines)),
  ];
}

/** The answer to a pull: `unchanged` where the client already has just that. */
export function reportOf(items: Diagnostic[], previousResultId: string | undefined): DocumentDiagnosticReport {
  const resultId = hashOf(JSON.stringify(items));
  return resultId === previousResultId
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
    : { kind: DocumentDiagnosticReportKind.Full, resultId, items };
}

/**
 * Tells the client that diagnostics have changed: by a request to pull again where it pulls, by sending them where it does not; never both.
 * While one round is under way, any number of changes make for one more.
 */
export class DiagnosticsFeed {
  readonly #connection: Connection;
  readonly #documents: Documents;
  readonly #features: ClientFeatures;
  /** What the client has, as JSON by URI; only for clients that do not pull. */
  readonly #sent = new Map<string, string>();
  #running = false;
  #again = false;

  constructor(connection: Connection, documents: Documents, features: ClientFeatures) {
    this.#connection = connection;
    this.#documents = documents;
    this.#features = features;
  }

  /** A document was opened or its text has changed; `dropped` are the files whose analyses it had a part in. */
  changed(uri: string, dropped: readonly string[]): void {
    if (!this.#features.pullDiagnostics) this.#run();
    else if (this.#features.refreshDiagnostics) this.#refreshOthers(uri, dropped).catch((error) => this.#log(error));
  }

  /** Something else has changed: settings, or files on disk. */
  changedAll(): void {
    if (!this.#features.pullDiagnostics) this.#run();
    else if (this.#features.refreshDiagnostics) this.#refresh();
  }

  /** A pulling client forgets a closed file's diagnostics by itself. */
  closed(uri: string, dropped: readonly string[]): void {
    if (this.#sent.delete(uri)) this.#send(uri, undefined, []);
    if (dropped.some((one) => keyOf(one) !== keyOf(uri))) this.changedAll();
  }

  /** The client pulls the changed file by itself; the others only if it is told to. */
  async #refreshOthers(uri: string, dropped: readonly string[]): Promise<void> {
    const others = this.#documents.all().filter((document) => keyOf(document.uri) !== keyOf(uri));
    if (others.length === 0) return;
    const snapshot = await this.#documents.snapshot(uri, new CancellationTokenSource().token);
    const touched = others.some((document) => snapshot?.mentions(document.uri) === true);
    if (touched || dropped.some((one) => keyOf(one) !== keyOf(uri))) this.#refresh();
  }

  #refresh(): void {
    this.#connection.languages.diagnostics.refresh().catch((error) => this.#log(error));
  }

  #run(): void {
    this.#again = true;
    if (this.#running) return;
    this.#running = true;
    this.#sendAll()
      .catch((error) => this.#log(error))
      .finally(() => {
        this.#running = false;
      });
  }

  async #sendAll(): Promise<void> {
    const { token } = new CancellationTokenSource();
    while (this.#again) {
      this.#again = false;
      for (const { uri } of this.#documents.all()) {
        const items = await diagnosticsIn(uri, this.#documents, this.#features, token);
        const document = this.#documents.get(uri);
        const json = JSON.stringify(items);
        if (!document || this.#sent.get(uri) === json) continue;
        this.#sent.set(uri, json);
        this.#send(uri, document.version, items);
      }
    }
  }

  #send(uri: string, version: number | undefined, diagnostics: Diagnostic[]): void {
    const params = { uri, diagnostics, ...(version === undefined ? {} : { version }) };
    this.#connection.sendDiagnostics(params).catch((error) => this.#log(error));
  }

  #log(error: unknown): void {
    this.#connection.console.error(`diagnostics: ${stackOf(error)}`);
  }
}

/** A 53-bit hash (cyrb53, public domain: https://github.com/bryc/code/blob/master/jshash/experimental/cyrb53.js) as hexadecimal digits. */
function hashOf(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return (2 ** 32 * (2_097_151 & low) + (high >>> 0)).toString(16);
}
