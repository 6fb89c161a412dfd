import { type KeyType, REQUIRED, SCHEMA, SCHEMA_VERSION, type SchemaKey } from "./compose-schema-table.ts";

export type { KeyType, SchemaKey };
export { SCHEMA_VERSION };

/** The parts of which a service, a job and a container before a service are made. */
const MADE_OF: Readonly<Record<string, readonly string[]>> = {
  service: ["service", "container", "workload"],
  job: ["job", "container", "workload"],
  pre_start: ["pre_start", "container"],
};

/** The parts of the schema that a part is made of, or the part itself. */
export function partsOf(part: string): readonly string[] {
  return MADE_OF[part] ?? [part];
}

/** The keys that a mapping of a part has to have. */
export function requiredIn(part: string): readonly string[] {
  return REQUIRED[part] ?? [];
}

/** The keys of a part of the schema, such as `service`, `job`, `build` or `triggers`. */
export function keysOfPart(part: string): ReadonlyMap<string, SchemaKey> {
  const known = parts.get(part);
  if (known !== undefined) return known;
  const keys = new Map(partsOf(part).flatMap((one) => Object.entries(SCHEMA[one] ?? {})));
  parts.set(part, keys);
  return keys;
}

const parts = new Map<string, ReadonlyMap<string, SchemaKey>>();

/**
 * The part of the schema whose keys stand in the mapping at a path from the document's root; list positions are left out of the path.
 * Undefined where the keys are free names, or where the path leads to no mapping that the schema knows.
 */
export function partAt(path: readonly string[]): string | undefined {
  let part: string | undefined = "file";
  let free: string | undefined;
  for (const key of path) {
    if (free !== undefined) {
      part = free;
      free = undefined;
      continue;
    }
    const found: SchemaKey | undefined = part === undefined ? undefined : keysOfPart(part).get(key);
    part = found?.keys;
    free = found?.named;
  }
  return free === undefined ? part : undefined;
}

/** The key at a path from the document's root; undefined for a free name and for what no schema knows. */
export function schemaKey(path: readonly string[]): SchemaKey | undefined {
  const part = partAt(path.slice(0, -1));
  return part === undefined ? undefined : keysOfPart(part).get(path.at(-1) ?? "");
}

/** The keys that decide a container, whatever declares it: `build`, `ports` and their like are not among them. */
export function isContainerKey(key: string): boolean {
  return keysOfPart("container").has(key);
}
