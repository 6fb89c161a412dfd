import type { Sources } from "../analysis/report/location.ts";
import { type FileRead, readRegularFile } from "../disk/read-file.ts";
import { nameOf, pathOf } from "./file-names.ts";

/** A file whose text is no longer what was read. */
export interface Changed {
  readonly uri: string;
  readonly before: string;
  readonly after: string;
  /** What the disk held when the file was read; undefined for standard input. */
  readonly bytes: Uint8Array | undefined;
}

/** Reads what lies at an absolute path. */
export type ReadFile = (path: string) => FileRead;

/** The files of one run: each is read once, and a fix changes it here before it changes on disk. */
export class FileSources implements Sources {
  readonly #cwd: string;
  readonly #readFile: ReadFile;
  readonly #read = new Map<string, FileRead>();
  readonly #texts = new Map<
    string,
    { readonly before: string; after: string; readonly bytes: Uint8Array | undefined }
  >();

  /** Names count from `cwd`; `readFile` reads what lies at an absolute path. */
  constructor(cwd: string, readFile: ReadFile = readRegularFile) {
    this.#cwd = cwd;
    this.#readFile = readFile;
  }

  /** Lets a URI stand for a text that is not on disk. */
  provide(uri: string, text: string): void {
    this.#read.set(uri, { is: "read", bytes: new Uint8Array(), text });
    this.#texts.set(uri, { before: text, after: text, bytes: undefined });
  }

  /** The text that was provided, undefined where there is none. */
  provided(): { readonly uri: string; readonly text: string } | undefined {
    const found = [...this.#texts].find(([, { bytes }]) => bytes === undefined);
    return found && { uri: found[0], text: found[1].before };
  }

  /** What reading the file gave, before any fix. */
  open(uri: string): FileRead {
    const known = this.#read.get(uri);
    if (known !== undefined) return known;
    const path = pathOf(uri);
    const read: FileRead =
      path === undefined ? { is: "missing", why: "is not a file on this machine" } : this.#readFile(path);
    this.#read.set(uri, read);
    if (read.is === "read") this.#texts.set(uri, { before: read.text, after: read.text, bytes: read.bytes });
    return read;
  }

  /** The text as it is now; null for a file that cannot be read. */
  read(uri: string): string | null {
    const opened = this.open(uri);
    return opened.is === "read" ? (this.text(uri) ?? opened.text) : null;
  }

  /** Every file that was asked for so far, in that order. */
  opened(): readonly string[] {
    return [...this.#read.keys()];
  }

  text(uri: string): string | undefined {
    return this.#texts.get(uri)?.after;
  }

  name(uri: string): string {
    return nameOf(uri, this.#cwd);
  }

  /** Replaces the text of a file that was read. */
  change(uri: string, text: string): void {
    const known = this.#texts.get(uri);
    if (known !== undefined) known.after = text;
  }

  /** Makes a file's text again what was read. */
  restore(uri: string): void {
    const known = this.#texts.get(uri);
    if (known !== undefined) known.after = known.before;
  }

  /** The files that were changed, by name. */
  changed(): readonly Changed[] {
    return [...this.#texts]
      .filter(([, { before, after }]) => before !== after)
      .map(([uri, texts]) => ({ uri, ...texts }))
      .sort((a, b) => (a.uri < b.uri ? -1 : 1));
  }
}
