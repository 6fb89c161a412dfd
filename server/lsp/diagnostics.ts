import {
  type CancellationToken,
  CancellationTokenSource,
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
} from "vscode-languageserver";
import type { Finding } from "../analysis/model/finding.ts";
import { LEVELS } from "../analysis/model/level.ts";
import type { Limited } from "../analysis/run/load.ts";
import type { Lines } from "../analysis/text/lines.ts";
import { MOST_DIAGNOSTICS } from "../limits/budget.ts";
import { stackOf, whyFailed } from "../limits/failure.ts";
import type { ClientCapabilities } from "./client-capabilities.ts";
import { diagnosticOf, fileDiagnosticOf, troubleDiagnosticOf } from "./convert.ts";
import type { Documents } from "./documents.ts";
import { findingsIn, type Shown, type ShownFindings } from "./findings.ts";
import { keyOf } from "./uri.ts";

/**
 * All diagnostics of one open file. Empty for a file that is not open or not ours. If the analysis failed, one
 * diagnostic reports that.
 */
export async function diagnosticsIn(
  uri: string,
  documents: Documents,
  features: ClientCapabilities,
  limited: Limited,
  token: CancellationToken,
): Promise<Diagnostic[]> {
  const shown = await findingsIn(uri, documents, token);
  const lines = shown?.own.lines(shown.own.uri);
  if (!shown || !lines || token.isCancellationRequested) return [];
  const known = MADE.get(shown);
  if (known !== undefined) return known;
  const made = limited(() => diagnosticsOf(shown, lines, documents, features));
  MADE.set(shown, made);
  return made;
}

/** What is shown stays the same object while nothing changes, and so do its diagnostics. */
const MADE = new WeakMap<ShownFindings, Diagnostic[]>();

function diagnosticsOf(
  shown: ShownFindings,
  lines: Lines,
  documents: Documents,
  features: ClientCapabilities,
): Diagnostic[] {
  const failure = shown.own.failure?.message;
  const failed = failure === undefined ? [] : [fileDiagnosticOf(failure)];
  const findings = gravest(shown.findings);
  const left = shown.findings.length - findings.length;
  const cut =
    left === 0
      ? []
      : [
          fileDiagnosticOf(
            features.language.say("{0} findings of this file are not shown, only the gravest ones.", String(left)),
          ),
        ];
  return [
    ...failed,
    ...cut,
    ...findings.map((one) => diagnosticOf(one, lines, documents, features)),
    ...shown.inputErrors
      .slice(0, MOST_DIAGNOSTICS)
      .map(({ value }) => troubleDiagnosticOf(value, lines, features.language)),
  ];
}

/** As many as may be shown, in their order. */
function gravest(findings: readonly Shown<Finding>[]): readonly Shown<Finding>[] {
  if (findings.length <= MOST_DIAGNOSTICS) return findings;
  const rank = ({ value }: Shown<Finding>) => LEVELS.indexOf(value.level);
  const kept = new Set([...findings].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_DIAGNOSTICS));
  return findings.filter((one) => kept.has(one));
}

/** The answer to a pull: `unchanged` where the client already has just that. */
export function reportOf(items: Diagnostic[], previousResultId: string | undefined): DocumentDiagnosticReport {
  const resultId = hashOf(JSON.stringify(items));
  return resultId === previousResultId
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
    : { kind: DocumentDiagnosticReportKind.Full, resultId, items };
}

/**
 * Announces that diagnostics have changed: a client that pulls is asked to pull again, any other gets them sent,
 * never both. Any number of changes while diagnostics are being made lead to one more round.
 */
export class DiagnosticsFeed {
  readonly #connection: Connection;
  readonly #documents: Documents;
  readonly #features: ClientCapabilities;
  readonly #limited: Limited;
  /** What the client has, by URI, and the same as JSON; only for clients that do not pull. */
  readonly #sent = new Map<string, { readonly items: Diagnostic[]; readonly json: string }>();
  /** The files whose diagnostics are being made, and whether they have to be made once more. */
  readonly #running = new Map<string, { again: boolean }>();

  constructor(connection: Connection, documents: Documents, features: ClientCapabilities, limited: Limited) {
    this.#connection = connection;
    this.#documents = documents;
    this.#features = features;
    this.#limited = limited;
  }

  /** A document was opened or its text has changed; `dropped` are the files whose analyses it had a part in. */
  changed(uri: string, dropped: readonly string[]): void {
    if (!this.#features.pullDiagnostics) this.#sendAll();
    else if (this.#features.refreshDiagnostics) this.#refreshOthers(uri, dropped).catch((error) => this.#log(error));
  }

  /** Something else has changed: settings, or files on disk. */
  changedAll(): void {
    if (!this.#features.pullDiagnostics) this.#sendAll();
    else if (this.#features.refreshDiagnostics) this.#refresh();
  }

  /** A pulling client forgets a closed file's diagnostics by itself. */
  closed(uri: string, dropped: readonly string[]): void {
    if (this.#sent.delete(uri)) this.#send(uri, undefined, []);
    if (dropped.some((one) => keyOf(one) !== keyOf(uri))) this.changedAll();
  }

  /** The client pulls the changed file by itself, and the others only on request. */
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

  #sendAll(): void {
    for (const { uri } of this.#documents.all()) {
      const running = this.#running.get(uri);
      if (running !== undefined) {
        running.again = true;
        continue;
      }
      const round = { again: true };
      this.#running.set(uri, round);
      this.#sendWhile(round, uri).finally(() => this.#running.delete(uri));
    }
  }

  async #sendWhile(round: { again: boolean }, uri: string): Promise<void> {
    while (round.again) {
      await this.#documents.allRead();
      round.again = false;
      const items = await this.#items(uri);
      const document = this.#documents.get(uri);
      const before = this.#sent.get(uri);
      if (!document || before?.items === items) continue;
      const json = JSON.stringify(items);
      this.#sent.set(uri, { items, json });
      if (before?.json !== json) this.#send(uri, document.version, items);
    }
  }

  async #items(uri: string): Promise<Diagnostic[]> {
    try {
      return await diagnosticsIn(
        uri,
        this.#documents,
        this.#features,
        this.#limited,
        new CancellationTokenSource().token,
      );
    } catch (error) {
      this.#log(error);
      return noDiagnostics(error);
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

/** What stands in the place of diagnostics that could not be made. */
export function noDiagnostics(error: unknown): Diagnostic[] {
  return [fileDiagnosticOf(`Bulkhead could not show what it found in this file: ${whyFailed(error)}.`)];
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
