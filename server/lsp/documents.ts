import type { CancellationToken, TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Lookup } from "../analysis/compose/project/source-files.ts";
import type { Analysis } from "../analysis/run/analysis.ts";
import { ParseCache } from "../analysis/run/cache.ts";
import type { Config } from "../analysis/settings/config.ts";
import { Lines } from "../analysis/text/lines.ts";
import { Pace } from "./pace.ts";
import { keyOf } from "./uri.ts";

/** Reads a file by its URI; null where it cannot be read. */
export type Read = (uri: string) => Promise<string | null>;

/** What an analysis is given to read with. */
interface Files {
  readonly read: Read;
  /** The files that the last analysis of the same one asked for, as they are now. */
  readonly atHand: Lookup;
}

/**
 * Analyses one open file; `files` give it the file itself and every other. `isAgain` tells that its last analysis was ended for the time it took.
 * Undefined where the user wants nothing said. It must not reject.
 */
export type Analyse = (
  document: TextDocument,
  files: Files,
  parses: ParseCache,
  isAgain: boolean,
) => Promise<Analysed | undefined>;

/** An analysis, and the settings that it was made under. */
export interface Analysed {
  readonly analysis: Analysis;
  readonly config: Config;
  /** Where a file of settings would hold for this one, the nearest first, whether there is one or not. */
  readonly settingsFiles: readonly string[];
  /** Where a new one belongs: at the root of the workspace folder. */
  readonly newSettingsFile: string | undefined;
  /** Set where the analysis failed, or a part of it: findings may be missing. */
  readonly failure?: Failure;
}

export interface Failure {
  /** In words for the user; undefined where nothing says that the file is for us. */
  readonly message: string | undefined;
  readonly tookTooLong: boolean;
}

/** One file's analysis, with the texts that it was made of, so that its places can be turned into positions at any later time. */
export interface Snapshot extends Analysed {
  readonly uri: string;
  readonly parses: ParseCache;
  /** Whether the file was asked for, be it there or not. */
  mentions(uri: string): boolean;
  /** The keys of all files that were asked for. */
  files(): readonly string[];
  /** The text that was analysed; undefined for a file that had no part in it. */
  text(uri: string): string | undefined;
  lines(uri: string): Lines | undefined;
}

/**
 * The only cache of the server: parses, and the last analysis of each open file, until a file that it was made of
 * changes. The text of an open file overrides the one on disk.
 */
export class Documents {
  readonly #open: TextDocuments<TextDocument>;
  readonly #read: Read;
  readonly #analyse: Analyse;
  readonly #parses = new ParseCache();
  readonly #pace = new Pace();
  readonly #entries = new Map<string, Entry>();
  /** What the last analysis of each open file asked for. The next one will ask for the same: all of it is read at once, and the file looked at once. */
  readonly #asked = new Map<string, readonly string[]>();
  #dependents: (uri: string) => readonly string[] = () => [];

  constructor(open: TextDocuments<TextDocument>, read: Read, analyse: Analyse) {
    this.#open = open;
    this.#read = read;
    this.#analyse = analyse;
  }

  /** The open document of that URI, in whatever spelling. */
  get(uri: string): TextDocument | undefined {
    const exact = this.#open.get(uri);
    if (exact) return exact;
    const key = keyOf(uri);
    return this.#open.all().find((document) => keyOf(document.uri) === key);
  }

  all(): readonly TextDocument[] {
    return this.#open.all();
  }

  /** The text of an open document, else what the host reads. */
  async read(uri: string): Promise<string | null> {
    return this.get(uri)?.getText() ?? (await this.#read(uri));
  }

  /**
   * The analysis of an open file as its text is now; undefined when it is not open, was closed meanwhile, or is to be left alone.
   * Whoever asks while it is being made waits for the same one; when a file changes meanwhile, for the next.
   */
  snapshot(uri: string, token: CancellationToken): Promise<Snapshot | undefined> {
    return this.#current(async () => this.get(uri), token);
  }

  /** The same of a file that need not be open, which is kept as long as a file is open that it is made of. Undefined where it cannot be read. */
  snapshotOfAny(uri: string, token: CancellationToken): Promise<Snapshot | undefined> {
    return this.#current(async () => {
      const text = this.get(uri) ? "" : await this.#read(uri);
      return this.get(uri) ?? (text === null ? undefined : TextDocument.create(uri, "", 0, text));
    }, token);
  }

  async #current(
    documentOf: () => Promise<TextDocument | undefined>,
    token: CancellationToken,
  ): Promise<Snapshot | undefined> {
    for (;;) {
      const document = await documentOf();
      if (!document) return undefined;
      const key = keyOf(document.uri);
      const entry = this.#entries.get(key) ?? this.#begin(key, document);
      const snapshot = await entry.snapshot;
      if (token.isCancellationRequested || this.#entries.get(key) === entry) return snapshot;
    }
  }

  /** The files that are not open and whose projects a file is part of, as far as they are known. */
  dependents(uri: string): readonly string[] {
    return this.#dependents(uri);
  }

  /** Takes what knows of files that are not open. */
  dependOn(dependents: (uri: string) => readonly string[]): void {
    this.#dependents = dependents;
  }

  /**
   * The analysis of a file that need not be open, with `given` in place of its text where there is one, and with the texts of `others` by their URIs. It is made for
   * this one caller and not kept; undefined where the file cannot be read.
   */
  async once(
    uri: string,
    given?: string,
    others: ReadonlyMap<string, string> = new Map(),
  ): Promise<Snapshot | undefined> {
    const text = given ?? (await this.read(uri));
    if (text === null) return undefined;
    const document = TextDocument.create(uri, "", 0, text);
    const texts = new Map([...others, [uri, text] as const].map(([file, of]) => [keyOf(file), { file, text: of }]));
    return this.#analysisOf({ uri, texts }, document, new ParseCache(), false);
  }

  /** Resolves when every change that the client has sent is known. */
  allRead(): Promise<void> {
    return this.#pace.allRead();
  }

  /**
   * Whether the file's last analysis was ended because it took too long. Requests about other files do not wait for
   * its next one.
   */
  isSlow(uri: string): boolean {
    return this.#pace.isSlow(keyOf(uri));
  }

  /** Drops every analysis that the file had a part in, and returns the URIs of the open files that were analysed. */
  forget(uri: string): readonly string[] {
    this.#pace.changed();
    const changed = keyOf(uri);
    const dropped = [...this.#entries].filter(([key, entry]) => key === changed || entry.texts.has(changed));
    for (const [key] of dropped) this.#entries.delete(key);
    return dropped.map(([, entry]) => entry.uri);
  }

  /** Drops a file that is no longer open, with the parses that only it used. Returns what `forget` does. */
  forgetClosed(uri: string): readonly string[] {
    const key = keyOf(uri);
    const texts = this.#entries.get(key)?.texts ?? new Map<string, Text>();
    this.#entries.delete(key);
    this.#asked.delete(key);
    this.#pace.forget(key);
    for (const [other, { uri: of }] of this.#entries) if (!this.get(of)) this.#entries.delete(other);
    const others = [...this.#entries.values()];
    for (const [of, { file }] of texts) if (!others.some((entry) => entry.texts.has(of))) this.#parses.drop(file);
    return this.forget(uri);
  }

  forgetAll(): void {
    this.#pace.changed();
    this.#entries.clear();
  }

  #begin(key: string, document: TextDocument): Entry {
    const texts = new Map<string, Text>();
    const entry: Entry = { uri: document.uri, texts, snapshot: Promise.resolve(undefined) };
    this.#entries.set(key, entry);
    entry.snapshot = this.#make(key, entry, document);
    return entry;
  }

  async #make(key: string, entry: Entry, document: TextDocument): Promise<Snapshot | undefined> {
    await this.#pace.mayBegin(key, document.getText().length);
    if (this.#entries.get(key) !== entry) return undefined;
    await Promise.all((this.#asked.get(key) ?? []).map((uri) => this.#readInto(entry, uri)));
    if (this.#entries.get(key) !== entry) return undefined;
    const snapshot = await this.#analysisOf(entry, document, this.#parses, this.#pace.isSlow(key));
    if (this.#entries.get(key) === entry) {
      this.#pace.analysed(key, snapshot?.failure?.tookTooLong === true);
      this.#asked.set(
        key,
        [...entry.texts.values()].map(({ file }) => file),
      );
    }
    return snapshot;
  }

  async #readInto({ texts }: TextsOf, uri: string): Promise<string | null> {
    const text = await this.read(uri);
    texts.set(keyOf(uri), { file: uri, text });
    return text;
  }

  async #analysisOf(
    entry: TextsOf,
    document: TextDocument,
    parses: ParseCache,
    isAgain: boolean,
  ): Promise<Snapshot | undefined> {
    const asked = new Set<string>();
    const atHand = (uri: string): string | null | undefined => {
      asked.add(keyOf(uri));
      return entry.texts.get(keyOf(uri))?.text;
    };
    const readOnce = async (uri: string): Promise<string | null> => {
      const text = atHand(uri);
      return text === undefined ? this.#readInto(entry, uri) : text;
    };
    const analysed = await this.#analyse(document, { read: readOnce, atHand }, parses, isAgain);
    for (const key of [...entry.texts.keys()]) if (!asked.has(key)) entry.texts.delete(key);
    return analysed && snapshotOf(entry, analysed, parses);
  }
}

function snapshotOf({ uri, texts }: TextsOf, analysed: Analysed, parses: ParseCache): Snapshot {
  const lines = new Map<string, Lines>();
  const text = (of: string) => texts.get(keyOf(of))?.text ?? undefined;
  return {
    uri,
    ...analysed,
    parses,
    text,
    mentions: (of) => texts.has(keyOf(of)),
    files: () => [...texts.keys()],
    lines(of) {
      const content = text(of);
      if (content === undefined) return undefined;
      const known = lines.get(keyOf(of)) ?? new Lines(content);
      lines.set(keyOf(of), known);
      return known;
    },
  };
}

/** A file as it was read for an analysis; null where it is not there. */
interface Text {
  readonly file: string;
  readonly text: string | null;
}

interface TextsOf {
  readonly uri: string;
  /** What was read for the analysis, by key. It fills while the analysis is made. */
  readonly texts: Map<string, Text>;
}

interface Entry extends TextsOf {
  snapshot: Promise<Snapshot | undefined>;
}
