import type { InputError } from "../../model/project.ts";
import { baseName } from "../../text/uri.ts";
import { type Entry, entryOf, type Mapping } from "../../yaml/tree.ts";

/** What `include` takes over of a project. */
const IMPORTED = ["services", "networks", "volumes", "secrets", "configs"] as const;

/** The sections of a Compose file into which the resources of included projects are taken over. */
export class Sections {
  readonly #root: Mapping;
  readonly #report: (inputError: InputError) => void;
  readonly #sections = new Map<string, { readonly around: Entry; readonly entries: Map<string, Entry> }>();

  constructor(root: Mapping, report: (inputError: InputError) => void) {
    this.#root = root;
    this.#report = report;
  }

  /** How many resources a project has that can be taken over. */
  static sizeOf(project: Mapping): number {
    return IMPORTED.reduce((sum, section) => sum + resources(project, section).size, 0);
  }

  /** Takes an included project's resources over. A name that is there already is refused by Compose; the including file's own is kept. */
  import(project: Mapping): void {
    for (const section of IMPORTED) {
      const incoming = entryOf(project, section);
      if (incoming?.value.kind !== "mapping") continue;
      const entries = this.#entriesOf(section, incoming);
      for (const [name, entry] of incoming.value.entries) {
        const there = entries.get(name);
        if (there === undefined) entries.set(name, entry);
        else if (there.value.at.start !== entry.value.at.start || there.value.at.file !== entry.value.at.file)
          this.#report({
            at: there.key,
            message: `${section}.${name} conflicts with the one that ${baseName(entry.key.file)} brings in`,
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
