/** What a key may hold. */
export type KeyType = "text" | "number" | "boolean" | "list" | "mapping" | "nothing";

/** A key as the schema of Compose files has it. */
export interface SchemaKey {
  readonly types: readonly KeyType[];
  /** The only words that it takes. */
  readonly words?: readonly string[];
  /** The part of the schema whose keys its value takes, or each item of it. */
  readonly keys?: string;
  /** The part whose keys stand under each name, where the keys of the value are names. */
  readonly named?: string;
  /** The first release of Compose that takes it, where 2.40 does not. */
  readonly since?: string;
}
