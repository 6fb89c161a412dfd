import type { InputError } from "../model/project.ts";
import type { Place } from "../text/span.ts";
import type { Mapping, Node } from "./tree.ts";

/** One YAML document of a Compose file. `root` is undefined for an empty document. */
export interface YamlDocument {
  readonly root: Node | undefined;
}

/**
 * A Compose file read. Parsing never fails: what could not be read is in `input errors`, and `documents` hold the rest.
 * A second document is merged over the first, as Compose does.
 */
export interface YamlFile {
  readonly file: string;
  readonly text: string;
  readonly documents: readonly YamlDocument[];
  /** Every comment, from its `#` to the end of its line, in the order of the file. */
  readonly comments: readonly Place[];
  readonly inputErrors: readonly InputError[];
  /** Whether the YAML itself is broken: then no fix is offered, since nobody can say what the result would be. */
  readonly broken: boolean;
}

/** The top-level mapping of a file's first document. */
export function rootOf(file: YamlFile): Mapping | undefined {
  const root = file.documents[0]?.root;
  return root?.kind === "mapping" ? root : undefined;
}
