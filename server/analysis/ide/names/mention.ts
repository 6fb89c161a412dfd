import type { Place } from "../../text/span.ts";

/** What a name in a file is the name of. */
export type NameKind =
  | "service"
  | "volume"
  | "network"
  | "secret"
  | "config"
  | "model"
  | "anchor"
  | "stage"
  | "argument"
  | "environment";

/** The name of a thing where it is declared or used. Two mentions mean the same thing where kind, name and scope are equal. */
export interface Mention {
  readonly kind: NameKind;
  /** As names are compared: that of a stage is in lower case. */
  readonly name: string;
  /** Within what the name is known: `PROJECT`, or a text of its own for each file, and for each definition of an anchor. */
  readonly scope: string;
  /** The name itself, without quotes and signs. */
  readonly at: Place;
  readonly declares: boolean;
  /** The whole of what is declared. */
  readonly whole?: Place;
  /** Why the name cannot be changed here; goes behind the place in a sentence. */
  readonly fixed?: string;
  /** Set where the place means the thing without saying its name, so that a new name changes nothing here. */
  readonly unnamed?: true;
}

/** The scope of names that all files of a Compose project share. */
export const PROJECT = "project";

export function sameThing(a: Mention, b: Mention): boolean {
  return a.kind === b.kind && a.name === b.name && a.scope === b.scope;
}
