import type { Refusal } from "../../model/refusal.ts";
import { baseName } from "../../text/uri.ts";
import { isNull } from "../../yaml/scalar.ts";
import { type Entry, entryOf, type Mapping } from "../../yaml/tree.ts";

/** What `include` takes over of a project. Source: https://github.com/compose-spec/compose-go/blob/v2.16.2/loader/include.go */
const IMPORTED = ["services", "jobs", "networks", "volumes", "secrets", "configs", "models"] as const;

/** Lays what the including project says of a resource over what is brought in under its name. */
export type MergeResource = (section: string, below: Mapping, above: Mapping) => Mapping;

/** The sections of a Compose file into which the resources of included projects are taken over. */
export class Sections {
  readonly #root: Mapping;
  readonly #refuse: (refusal: Refusal) => void;
  readonly #merge: MergeResource | undefined;
  readonly #sections = new Map<string, { readonly around: Entry; readonly entries: Map<string, Entry> }>();

  /** Without `merge`, two resources of one name are a conflict. */
  constructor(root: Mapping, merge: MergeResource | undefined, refuse: (refusal: Refusal) => void) {
    this.#root = root;
    this.#merge = merge;
    this.#refuse = refuse;
  }

  /** How many resources a project has that can be taken over. */
  static sizeOf(project: Mapping): number {
    return IMPORTED.reduce((sum, section) => sum + resources(project, section).size, 0);
  }

  /** Takes an included project's resources over. What is there already under a name is laid over them, or kept where that is a conflict. */
  import(project: Mapping): void {
    for (const section of IMPORTED) {
      const incoming = entryOf(project, section);
      if (incoming?.value.kind !== "mapping") continue;
      const entries = this.#entriesOf(section, incoming);
      for (const [name, entry] of incoming.value.entries) {
        const there = entries.get(name);
        if (there === undefined) entries.set(name, entry);
        else if (there.value.at.start === entry.value.at.start && there.value.at.file === entry.value.at.file) continue;
        else if (this.#merge !== undefined) entries.set(name, this.#laidOver(section, entry, there));
        else
          this.#refuse({
            at: there.key,
            by: "Compose",
            because: `${section}.${name} conflicts with the one that ${baseName(entry.key.file)} brings in`,
          });
      }
    }
  }

  /** The including file with everything that was taken over. */
  whole(): Mapping {
    if (this.#sections.size === 0) return this.#root;
    const entries = new Map(this.#root.entries);
    for (const [section, { around, entries: all }] of this.#sections) {
      const { value } = around;
      if (value.kind === "mapping") entries.set(section, { ...around, value: { ...value, entries: all } });
    }
    return { ...this.#root, entries };
  }

  #laidOver(section: string, below: Entry, above: Entry): Entry {
    if (below.value.kind !== "mapping") return above;
    if (above.value.kind !== "mapping") return isNull(above.value) ? below : above;
    return { ...above, value: this.#merge?.(section, below.value, above.value) ?? above.value };
  }

  #entriesOf(section: string, incoming: Entry): Map<string, Entry> {
    const known = this.#sections.get(section);
    if (known !== undefined) return known.entries;
    const own = entryOf(this.#root, section);
    const around = own?.value.kind === "mapping" ? own : { ...(own ?? incoming), value: incoming.value };
    const entries = new Map(resources(this.#root, section));
    this.#sections.set(section, { around, entries });
    return entries;
  }
}

function resources(project: Mapping, section: string): Mapping["entries"] {
  const value = entryOf(project, section)?.value;
  return value?.kind === "mapping" ? value.entries : new Map();
}
