import type { CancellationToken, WorkDoneProgressReporter } from "vscode-languageserver";
import { isOverrideName } from "../analysis/compose/project/project-files.ts";
import { isDockerfileName } from "../analysis/dockerfile/syntax/detect.ts";
import type { Limited } from "../analysis/run/load.ts";
import { baseName } from "../analysis/text/uri.ts";
import type { Documents, Snapshot } from "./documents.ts";
import type { FileOverview, Scan } from "./extension-protocol.ts";
import type { ShownFindings } from "./findings.ts";
import type { Language } from "./language.ts";
import { joined, overviewOf } from "./overview.ts";
import { keyOf } from "./uri.ts";

/** What a scan found by one file that need not be open: everything that its project says, of whichever file. */
interface Scanned {
  readonly uri: string;
  /** Keys of all files that it was made of, be they there or not. */
  readonly files: ReadonlySet<string>;
  /** Keys of the override files that were merged over it: what they say is said with it. */
  readonly merged: ReadonlySet<string>;
  readonly isOurs: boolean;
  readonly hasFailed: boolean;
  readonly overviews: readonly FileOverview[];
}

/**
 * What was scanned, kept right: a file whose own text or any other that it was made of has changed, in an editor or on the disk, is looked at again when
 * somebody asks.
 */
export class Scans {
  readonly #documents: Documents;
  readonly #limited: Limited;
  readonly #language: Language;
  #scanned = new Map<string, Scanned>();
  readonly #stale = new Set<string>();

  constructor(documents: Documents, limited: Limited, language: Language) {
    this.#documents = documents;
    this.#language = language;
    this.#limited = limited;
  }

  /**
   * Analyses files, one after the other, and tells how far it is; what is known of others is forgotten, unless it is to be kept. What was found before the
   * scan was cancelled is kept.
   */
  async scan(
    uris: readonly string[],
    keep: boolean,
    progress: WorkDoneProgressReporter,
    token: CancellationToken,
  ): Promise<Scan> {
    if (!keep) this.#scanned = new Map();
    const ordered = [...uris].sort((a, b) => rank(a) - rank(b));
    for (const [index, uri] of ordered.entries()) {
      // Lets the request to cancel in, which would wait behind a long run of analyses otherwise.
      await new Promise((done) => setTimeout(done, 0));
      if (token.isCancellationRequested) break;
      progress.report((100 * index) / ordered.length, baseName(uri));
      this.#stale.delete(keyOf(uri));
      await this.#look(uri);
    }
    const all = [...this.#scanned.values()];
    return {
      looked: all.filter(({ isOurs }) => isOurs).length,
      failed: all.filter(({ hasFailed }) => hasFailed).length,
      cancelled: token.isCancellationRequested,
      files: joined(all.flatMap((one) => this.#said(one))),
    };
  }

  /** A file has changed, or may have. */
  changed(uri: string): void {
    const key = keyOf(uri);
    for (const [entry, { files }] of this.#scanned) if (files.has(key)) this.#stale.add(entry);
  }

  changedAll(): void {
    for (const entry of this.#scanned.keys()) this.#stale.add(entry);
  }

  /** Files that were scanned, are not open, and are made of a file among others. */
  dependents(uri: string): readonly string[] {
    const key = keyOf(uri);
    const found = [...this.#scanned].filter(([entry, { files }]) => entry !== key && files.has(key));
    return found.map(([, { uri }]) => uri).filter((one) => this.#documents.get(one) === undefined);
  }

  /** What the scanned files that are not open say. The same arrays as before where nothing has changed. */
  async closed(token: CancellationToken): Promise<readonly (readonly FileOverview[])[]> {
    for (const key of [...this.#stale]) {
      if (token.isCancellationRequested) break;
      this.#stale.delete(key);
      const known = this.#scanned.get(key);
      if (known) await this.#look(known.uri);
    }
    const closed = [...this.#scanned.values()].filter(({ uri }) => this.#documents.get(uri) === undefined);
    return closed.map((one) => this.#said(one)).filter(({ length }) => length > 0);
  }

  /** Nothing is said by an override file whose base says it. */
  #said({ uri, overviews }: Scanned): readonly FileOverview[] {
    if (!isOverrideName(uri)) return overviews;
    const key = keyOf(uri);
    return [...this.#scanned.values()].some(({ merged }) => merged.has(key)) ? [] : overviews;
  }

  async #look(uri: string): Promise<void> {
    const snapshot = await this.#documents.once(uri);
    const key = keyOf(uri);
    let hasFailed = snapshot?.failure?.message !== undefined;
    let overviews: readonly FileOverview[] = [];
    // A file that Compose would not read is in force nowhere.
    const isOurs =
      snapshot !== undefined && snapshot.analysis.kind !== "other" && snapshot.analysis.unused === undefined;
    try {
      if (isOurs) overviews = this.#limited(() => said(snapshot, this.#documents, this.#language));
    } catch {
      hasFailed = true;
    }
    const merged = (snapshot?.analysis.project?.files ?? []).filter((file) => isOverrideName(file)).map(keyOf);
    this.#scanned.set(key, {
      uri,
      files: new Set([key, ...(snapshot?.files() ?? [])]),
      merged: new Set(merged.filter((one) => one !== key)),
      isOurs,
      hasFailed,
      overviews,
    });
  }
}

/** A project says more of its Dockerfiles than these themselves, and a base more of its override file. */
function rank(uri: string): number {
  if (isDockerfileName(uri)) return 2;
  return isOverrideName(uri) ? 1 : 0;
}

/** What an analysis says, apart by the files that it says it of. */
export function said(snapshot: Snapshot, documents: Documents, language: Language): readonly FileOverview[] {
  const { findings } = snapshot.analysis;
  const files = new Map([snapshot.uri, ...findings.map(({ at }) => at.file)].map((file) => [keyOf(file), file]));
  return [...files].flatMap(([key, file]) => {
    const shown: ShownFindings = {
      own: { ...snapshot, uri: file },
      findings: findings.filter(({ at }) => keyOf(at.file) === key).map((value) => ({ value, snapshot })),
      inputErrors: [],
    };
    return overviewOf(shown, documents, language) ?? [];
  });
}
