import type { ReadFlags } from "../../command/syntax/container-command.ts";
import type { JsonFile } from "../../json/json-file.ts";
import type { Place } from "../../text/span.ts";
import type { Entry, Mapping, Scalar } from "../../yaml/tree.ts";
import type { KnownVariables } from "./variables.ts";

/** What the container is made of. */
export type DevContainerKind = "image" | "dockerfile" | "compose";

/** A feature that is to be installed, by the key that names it. */
export interface NamedFeature {
  readonly reference: string;
  readonly key: Place;
}

/** A `devcontainer.json`, read. */
export interface DevContainer {
  readonly json: JsonFile;
  readonly kind: DevContainerKind;
  /** The key that says what it is made of. */
  readonly at: Place;
  /** The whole object. */
  readonly whole: Place;
  readonly root: Mapping;
  /** What `name` says; undefined where it says nothing. */
  readonly name: string | undefined;
  /** The folder that is opened in it, as a URI. */
  readonly workspace: string;
  readonly variables: KnownVariables;
  /** The words of `runArgs` as flags of `docker run`; what stands there and is none ends them, as it would the command line. */
  readonly runArgs: ReadFlags;
  readonly features: readonly NamedFeature[];
  /** The entry of a key, of which nothing is made yet. */
  entry(key: string): Entry | undefined;
  /** A value with its variables: known ones filled in, all others as holes. */
  value(scalar: Scalar): Scalar;
}
