import { type Entry, entryOf, type Mapping, type Node } from "../../yaml/tree.ts";

/** The sections of a Compose file that declare containers, each by its name. Source: https://github.com/compose-spec/compose-go/blob/v2.16.2/types/jobs.go */
export const SECTIONS = ["services", "jobs"] as const;

export type Section = (typeof SECTIONS)[number];

/** What a section of a merged tree declares, where it is a mapping; the rest is left out. */
export function declaredIn(
  root: Mapping | undefined,
  section: Section,
): ReadonlyMap<string, Entry & { readonly value: Mapping }> {
  const declared = new Map<string, Entry & { readonly value: Mapping }>();
  const node = entryOf(root, section)?.value;
  if (node?.kind !== "mapping") return declared;
  for (const [name, entry] of node.entries) {
    const { value } = entry;
    if (value.kind === "mapping") declared.set(name, { ...entry, value });
  }
  return declared;
}

/** The service or job of a name in a document; no two have the same. */
export function declaredEntry(root: Node | undefined, name: string): Entry | undefined {
  for (const section of SECTIONS) {
    const entry = entryOf(entryOf(root, section)?.value, name);
    if (entry !== undefined) return entry;
  }
  return undefined;
}
