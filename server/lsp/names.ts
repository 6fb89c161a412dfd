import {
  type CancellationToken,
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentSymbol,
  type Location,
  LSPErrorCodes,
  type Position,
  ResponseError,
  SymbolKind,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { referenceAt } from "../analysis/compose/project/variables.ts";
import { type Mention, type NameKind, sameThing } from "../analysis/ide/names/mention.ts";
import { mentionsOf } from "../analysis/ide/names/mentions.ts";
import { composeOutline, dockerfileOutline, type OutlinePart } from "../analysis/ide/names/outline.ts";
import { type Renamed, rename, whyNotRenamed } from "../analysis/ide/names/rename.ts";
import type { Limited } from "../analysis/run/load.ts";
import { printable } from "../analysis/text/printable.ts";
import { type Place, touches } from "../analysis/text/span.ts";
import type { ClientCapabilities } from "./client-capabilities.ts";
import { annotatedEditOf, openUri, rangeOf, workspaceEditOf } from "./convert.ts";
import type { Documents, Snapshot } from "./documents.ts";
import { analysesWith } from "./findings.ts";
import { keyOf } from "./uri.ts";

/** Where in which file, as requests say it. */
export interface At {
  readonly uri: string;
  readonly position: Position;
}

/** What the names in open files stand for, over all files of the projects that they are a part of. */
export class Names {
  readonly #documents: Documents;
  readonly #features: ClientCapabilities;
  readonly #limited: Limited;

  constructor(documents: Documents, features: ClientCapabilities, limited: Limited) {
    this.#documents = documents;
    this.#features = features;
    this.#limited = limited;
  }

  /** Where the thing at a position is declared; for a variable of Compose, where a `.env` file sets it. */
  async definition(at: At, token: CancellationToken): Promise<Location[] | null> {
    const variable = await this.#variable(at, token);
    if (variable) return [variable];
    const thing = await this.#thing(at, token);
    return thing ? this.#locations(thing, ({ declares }) => declares) : null;
  }

  /** Every place that names the thing at a position. */
  async references(at: At, declarations: boolean, token: CancellationToken): Promise<Location[] | null> {
    const thing = await this.#thing(at, token);
    return thing ? this.#locations(thing, ({ declares }) => declarations || !declares) : null;
  }

  /** The places of the file itself. */
  async highlights(at: At, token: CancellationToken): Promise<DocumentHighlight[] | null> {
    const own = await this.#documents.snapshot(at.uri, token);
    const lines = own?.lines(own.uri);
    if (!own || !lines) return null;
    const all = this.#mentions(own).filter((one) => keyOf(one.at.file) === keyOf(own.uri));
    const offset = lines.offsetAt({ line: at.position.line, column: at.position.character });
    const here = all.find((one) => touches(one.at, offset));
    if (!here) return null;
    const { Read, Write } = DocumentHighlightKind;
    const same = all.filter((one) => sameThing(one, here));
    return same.map((one) => ({ range: rangeOf(lines, one.at), kind: one.declares ? Write : Read }));
  }

  /** The name that would be changed; null where there is none, and an error with the reason where it cannot be. */
  async prepare(at: At, token: CancellationToken) {
    const thing = await this.#thing(at, token);
    const lines = thing?.lines(thing.here.at.file);
    if (!thing || !lines) return null;
    const refused = whyNotRenamed(thing);
    if (refused !== undefined) return refusal(refused);
    return { range: rangeOf(lines, thing.here.at), placeholder: thing.here.name };
  }

  /** The edits of all files; the client shows them first where something stays behind that the name does not change. */
  async rename(at: At, newName: string, token: CancellationToken) {
    const thing = await this.#thing(at, token);
    if (!thing) return null;
    const renaming = rename(thing, newName);
    if ("refused" in renaming) return refusal(renaming.refused);
    const { edits, confirm } = renaming;
    const label = `Rename ${thing.here.kind} ${thing.here.name}`;
    const group = { label, description: confirm ?? "", ticked: false, edits };
    const shown = confirm === undefined ? undefined : annotatedEditOf([group], thing, this.#documents, this.#features);
    const edit: WorkspaceEdit | undefined = shown ?? workspaceEditOf(edits, thing, this.#documents, this.#features, {});
    return edit ?? refusal("A file that has to be changed cannot be read.");
  }

  /** The outline of an open file. */
  async outline(uri: string, token: CancellationToken): Promise<DocumentSymbol[] | null> {
    const own = await this.#documents.snapshot(uri, token);
    const lines = own?.lines(own.uri);
    const text = own?.text(own.uri);
    if (!own || !lines || text === undefined) return null;
    const { kind } = own.analysis;
    if (kind !== "compose" && kind !== "dockerfile") return null;
    const all = this.#mentions(own);
    const parts =
      kind === "compose" ? composeOutline(own.parses.compose(own.uri, text), all) : dockerfileOutline(own.uri, all);
    const symbolOf = ({ name, kind, at, whole, children }: OutlinePart): DocumentSymbol => ({
      name: printable(name),
      kind: SYMBOLS[kind],
      range: rangeOf(lines, whole),
      selectionRange: rangeOf(lines, at),
      children: children.map(symbolOf),
    });
    return parts.filter(({ name }) => name.trim() !== "").map(symbolOf);
  }

  async #variable({ uri, position }: At, token: CancellationToken): Promise<Location | undefined> {
    const own = await this.#documents.snapshot(uri, token);
    const lines = own?.lines(own.uri);
    if (!own || !lines) return undefined;
    const text = lines.content(position.line);
    const reference = referenceAt(text, position.character);
    const set = reference && own.analysis.names?.setAt(own.uri, reference.name);
    const there = set && own.lines(set.file);
    return set && there && { uri: openUri(set, this.#documents), range: rangeOf(there, set) };
  }

  /**
   * The thing that is named at a position. Every place that it is found at may lie in further projects, which may name it in further files; they are
   * looked at until nothing new is found.
   */
  async #thing({ uri, position }: At, token: CancellationToken): Promise<Thing | undefined> {
    const own = await this.#documents.snapshot(uri, token);
    const lines = own?.lines(own.uri);
    if (!own || !lines) return undefined;
    const offset = lines.offsetAt({ line: position.line, column: position.character });
    const first = (await analysesWith(uri, this.#documents, token))
      .flatMap((snapshot) => this.#mentions(snapshot))
      .find(({ at }) => keyOf(at.file) === keyOf(uri) && touches(at, offset));
    if (!first) return undefined;
    const thing = new Thing(first);
    const asked = new Set<string>();
    for (
      let files = [first.at.file];
      files.length > 0;
      files = thing.files().filter((file) => !asked.has(keyOf(file)))
    ) {
      for (const file of files) {
        asked.add(keyOf(file));
        for (const snapshot of await analysesWith(file, this.#documents, token)) {
          if (token.isCancellationRequested) return undefined;
          thing.take(snapshot, () => this.#mentions(snapshot));
        }
      }
    }
    return thing;
  }

  #mentions({ analysis, parses, text }: Snapshot): readonly Mention[] {
    return this.#limited(() => mentionsOf({ analysis, cache: parses, lookup: text }));
  }

  #locations(thing: Thing, isWanted: (mention: Mention) => boolean): Location[] {
    return thing.mentions.filter(isWanted).flatMap(({ at }) => {
      const lines = thing.lines(at.file);
      return lines ? [{ uri: openUri(at, this.#documents), range: rangeOf(lines, at) }] : [];
    });
  }
}

/** A thing with every place that names it, in whatever analysis it was met. */
class Thing implements Renamed {
  readonly here: Mention;
  readonly #snapshots = new Map<Snapshot, readonly Mention[]>();
  readonly #places = new Map<string, Mention>();

  constructor(here: Mention) {
    this.here = here;
    this.#places.set(placeKey(here), here);
  }

  /** Adds an analysis, and every place of the thing that it and the earlier ones know. */
  take(snapshot: Snapshot, mentions: () => readonly Mention[]): void {
    if (this.#snapshots.has(snapshot)) return;
    this.#snapshots.set(snapshot, mentions());
    for (let before = -1; before < this.#places.size; ) {
      before = this.#places.size;
      for (const all of this.#snapshots.values()) this.#spread(all);
    }
  }

  #spread(all: readonly Mention[]): void {
    const known = all.filter((one) => this.#places.has(placeKey(one)));
    const found = all.filter((one) => known.some((other) => sameThing(one, other)));
    for (const one of found) if (!this.#places.has(placeKey(one))) this.#places.set(placeKey(one), one);
  }

  get mentions(): readonly [Mention, ...Mention[]] {
    return [this.here, ...[...this.#places.values()].filter((one) => one !== this.here)];
  }

  get all(): readonly Mention[] {
    return [...this.#snapshots.values()].flat();
  }

  files(): readonly string[] {
    return [...new Set([...this.#places.values()].map(({ at }) => at.file))];
  }

  readonly text = (file: string): string => this.#holding(file)?.text(file) ?? "";

  readonly lines = (file: string): ReturnType<Snapshot["lines"]> => this.#holding(file)?.lines(file);

  readonly isBroken = (file: string): boolean => {
    const snapshot = this.#holding(file);
    const text = snapshot?.text(file);
    const isYaml = snapshot?.analysis.project?.files.some((one) => keyOf(one) === keyOf(file)) === true;
    return isYaml && text !== undefined && snapshot?.parses.compose(file, text).broken === true;
  };

  #holding(file: string): Snapshot | undefined {
    return [...this.#snapshots.keys()].find((snapshot) => snapshot.text(file) !== undefined);
  }
}

function placeKey({ kind, at }: { readonly kind: NameKind; readonly at: Place }): string {
  return `${kind} ${at.start} ${keyOf(at.file)}`;
}

function refusal(message: string): ResponseError<never> {
  return new ResponseError(LSPErrorCodes.RequestFailed, printable(message));
}

const SYMBOLS: Readonly<Record<OutlinePart["kind"], SymbolKind>> = {
  section: SymbolKind.Namespace,
  service: SymbolKind.Class,
  volume: SymbolKind.File,
  network: SymbolKind.Interface,
  secret: SymbolKind.Key,
  config: SymbolKind.Object,
  model: SymbolKind.Interface,
  anchor: SymbolKind.Field,
  stage: SymbolKind.Class,
  argument: SymbolKind.Variable,
  environment: SymbolKind.Constant,
};
