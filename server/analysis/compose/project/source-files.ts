import { type ComposeRelease, isComposeSince } from "../../facts/engine.ts";
import type { InputError, RemoteFile } from "../../model/project.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { Place } from "../../text/span.ts";
import { said, told } from "../../text/wording.ts";
import type { Mapping } from "../../yaml/tree.ts";
import type { YamlFile } from "../../yaml/yaml-file.ts";
import { interpolate } from "./interpolate.ts";
import { keysThatAreNoTexts } from "./keys.ts";
import { TextBudget, type Variables } from "./variables.ts";

/** The text of a file by URI: undefined where it is not loaded yet, null where it cannot be read. */
export type Lookup = (uri: string) => string | null | undefined;

/** The file that a document stands in, and what it is read with. */
export interface Surroundings {
  readonly file: string;
  /** The directory against which its relative paths resolve. */
  readonly directory: string;
  readonly variables: Variables;
}

/** The files of one project as they are read, each with what it was read with, and all that is to be said of them. */
export class SourceFiles {
  /** The Compose files that were read, in the order in which they were asked for. */
  readonly read = new Map<string, Surroundings>();
  readonly remotes: RemoteFile[] = [];
  readonly inputErrors: InputError[] = [];
  readonly refusals: Refusal[] = [];
  /** Those whose YAML is not whole. */
  readonly broken = new Set<string>();
  /** The first mistake in the YAML of each file that has one, by the file. */
  readonly unreadable = new Map<string, InputError>();
  /** Files that are asked for and not loaded yet. */
  readonly needs = new Set<string>();
  /** What variables may add to all of them together. */
  readonly filled = new TextBudget();
  readonly #lookup: Lookup;
  readonly #parse: (file: string, text: string) => YamlFile;
  readonly #compose: ComposeRelease;

  constructor(lookup: Lookup, parse: (file: string, text: string) => YamlFile, compose: ComposeRelease) {
    this.#compose = compose;
    this.#lookup = lookup;
    this.#parse = parse;
  }

  readonly report = (inputError: InputError): void => void this.inputErrors.push(inputError);

  readonly refuse = (refusal: Refusal): void => void this.refusals.push(refusal);

  /** What a file holds; undefined, and one more of `needs`, where it is not loaded yet; null where it cannot be read. */
  text(uri: string): string | null | undefined {
    const text = this.#lookup(uri);
    if (text === undefined) this.needs.add(uri);
    return text;
  }

  /** Whether there is a file that another one names; one that cannot be read is reported where it is named. */
  has(file: string, named: string, at: Place): boolean {
    const text = this.text(file);
    if (text === null) this.report({ at, ...told(said`${named} cannot be read`) });
    return typeof text === "string";
  }

  /** A Compose file as it is written, before anything is filled in. */
  parsed(file: string): YamlFile | undefined {
    const text = this.text(file);
    return typeof text === "string" ? this.#parse(file, text) : undefined;
  }

  /** The documents of a Compose file with their variables filled in. */
  documents(around: Surroundings): readonly Mapping[] {
    const { file, variables } = around;
    const parsed = this.parsed(file);
    if (parsed === undefined) return [];
    this.read.set(file, around);
    for (const inputError of parsed.inputErrors) {
      if (inputError.since !== undefined && !isComposeSince(this.#compose, inputError.since)) continue;
      if (inputError.cut) this.report(inputError);
      else if (!this.unreadable.has(file)) this.unreadable.set(file, inputError);
    }
    if (parsed.broken) this.broken.add(file);
    return parsed.documents.flatMap(({ root }) => {
      if (root?.kind !== "mapping") return [];
      for (const refusal of keysThatAreNoTexts(root)) this.refuse(refusal);
      const filled = interpolate(root, variables, this.filled, this.report, this.refuse);
      return filled.kind === "mapping" ? [filled] : [];
    });
  }
}
