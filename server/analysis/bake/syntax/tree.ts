import type { OwnFunction } from "../../hcl/evaluate.ts";
import type { Expression, HclFile } from "../../hcl/tree.ts";
import type { JsonFile } from "../../json/json-file.ts";
import type { Place } from "../../text/span.ts";

/** What a target says by one attribute. */
export interface BakeAttribute {
  readonly key: Place;
  readonly value: Expression;
}

/** A target as one file declares it. */
export interface BakeTarget {
  readonly name: string;
  /** Its name. */
  readonly at: Place;
  /** From its first word to its closing brace. */
  readonly whole: Place;
  readonly attributes: ReadonlyMap<string, BakeAttribute>;
}

/** A file of bake's, read. */
export interface BakeFile {
  readonly file: string;
  readonly text: string;
  readonly source: { readonly kind: "hcl"; readonly hcl: HclFile } | { readonly kind: "json"; readonly json: JsonFile };
  /** In the order of the file; two may have one name. */
  readonly targets: readonly BakeTarget[];
  /** The defaults of variables; undefined for one that has none. */
  readonly variables: ReadonlyMap<string, Expression | undefined>;
  readonly functions: ReadonlyMap<string, OwnFunction>;
}
