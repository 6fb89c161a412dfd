import type { RunFlag, RunProgram } from "../../facts/run-flags.ts";
import type { Written } from "../../model/change.ts";
import type { Edit } from "../../text/edit.ts";
import { type Place, type Span, samePlace } from "../../text/span.ts";
import type { Scalar } from "../../yaml/tree.ts";
import type { ContainerCommand, Flag } from "../syntax/tree.ts";
import { type FlagDraft, withMountField } from "./flag-changes.ts";
import { flagsIn, type SaidFlag } from "./proof.ts";

/** A command while its flags are changed: the edits, and what its flags are to be in the end. Each method answers false where the change cannot be made. */
export class CommandDraft implements FlagDraft<Flag> {
  readonly #text: string;
  readonly #command: ContainerCommand;
  readonly #removed = new Set<Flag>();
  readonly #values = new Map<Flag, string>();
  readonly #replaced: Edit[] = [];
  readonly #added: { readonly said: SaidFlag; readonly words: string }[] = [];

  constructor(text: string, command: ContainerCommand) {
    this.#text = text;
    this.#command = command;
  }

  get program(): RunProgram {
    return this.#command.program;
  }

  get at(): Place {
    return this.#command.at;
  }

  get flags(): readonly Flag[] {
    return this.#command.flags;
  }

  /** The flags that the command is to have. */
  meant(): readonly SaidFlag[] {
    const kept = this.#command.flags.flatMap((flag): SaidFlag[] => {
      const [said] = flagsIn({ flags: [flag] });
      const value = this.#values.get(flag);
      if (this.#removed.has(flag) || said === undefined) return [];
      return [value === undefined ? said : [said[0], value]];
    });
    return [...kept, ...this.#added.map(({ said }) => said)];
  }

  edits(): readonly Edit[] {
    return [...this.#replaced, ...this.#removals(), ...this.#insertions()];
  }

  /** Removes the flag that says what stands at the place; of a list with commas, the one item. */
  removeAt(at: Place): boolean {
    const flag = this.#flagAt(at);
    if (flag === undefined) return false;
    const { value } = flag;
    if (flag.fact.takes !== "list") return this.#removeAll(flag);
    if (flag.fact[this.#command.program] !== "commas" || !isWithin(value, at)) return this.remove(flag);
    const items = value.text.split(",");
    const [start = 0] = [at.start - this.#contentStart(value)];
    const index = value.text.slice(0, start).split(",").length - 1;
    return items.length === 1 ? this.remove(flag) : this.replaceValue(flag, items.toSpliced(index, 1).join(","));
  }

  /** What an earlier flag of the name says must not come to hold instead. */
  #removeAll({ fact }: Flag): boolean {
    return this.#command.flags.filter((flag) => flag.fact.name === fact.name).every((flag) => this.remove(flag));
  }

  remove(flag: Flag): boolean {
    if (flag.inCluster || !this.#isWhole(flag)) return false;
    this.#removed.add(flag);
    return true;
  }

  /** Replaces what stands at the place, which is a value or a part of one. */
  replaceAt(at: Place, text: string): boolean {
    const flag = this.#flagAt(at);
    if (flag === undefined) return false;
    const { value } = flag;
    if (samePlace(at, value.at)) return this.replaceValue(flag, text);
    if (!isWithin(value, at)) return false;
    const start = at.start - this.#contentStart(value);
    const end = start + at.end - at.start;
    return this.replaceValue(flag, value.text.slice(0, start) + text + value.text.slice(end));
  }

  /** Gives a flag another value, in the same quotes where they fit. */
  replaceValue(flag: Flag, text: string): boolean {
    const { value } = flag;
    if (this.#values.has(flag) || this.#removed.has(flag)) return false;
    if (flag.joined === "none") {
      if (flag.inCluster || !this.#isWhole(flag)) return false;
      this.#replace(flag, { ...flag.at, start: flag.at.end }, `=${text}`, text);
      return true;
    }
    if (value.derived === "filled") return false;
    this.#replace(flag, value.at, quoted(text, value.quotes), text);
    return true;
  }

  /** Puts a flag for each value in front of the image. */
  add(fact: RunFlag, values: readonly string[]): boolean {
    return values.every((value) => this.#add(fact, value));
  }

  setField(flag: Flag, field: string, value: Written): boolean {
    const text = flag.fact.name === "mount" ? withMountField(flag.value.text, field, value) : undefined;
    return text !== undefined && this.replaceValue(flag, text);
  }

  #add(fact: RunFlag, value: string): boolean {
    const { image, job } = this.#command;
    if (image === undefined || job !== undefined || !this.#stands(image.at)) return false;
    const name = `--${fact.name}`;
    if (fact.takes === "switch") {
      this.#added.push({ said: [fact.name, value], words: value === "true" ? name : `${name}=${value}` });
      return true;
    }
    const between = this.#joinsByEquals() ? "=" : " ";
    this.#added.push({ said: [fact.name, value], words: `${name}${between}${quoted(value, "plain")}` });
    return true;
  }

  #replace(flag: Flag, at: Place, newText: string, value: string): void {
    this.#values.set(flag, value);
    this.#replaced.push({ ...at, newText });
  }

  #flagAt(at: Place): Flag | undefined {
    return this.#command.flags.find((flag) => flag.at.start <= at.start && at.end <= flag.at.end);
  }

  /** Whether the words of the flag stand in the file, and are not what a variable was replaced with. */
  #isWhole(flag: Flag): boolean {
    return this.#text.startsWith(flag.name, flag.at.start) && this.#stands(flag.at);
  }

  #stands({ start, end }: Place): boolean {
    const others = [
      ...this.#command.flags.map((flag) => flag.at),
      ...(this.#command.image ? [this.#command.image.at] : []),
    ];
    return others.filter((one) => one.start < end && start < one.end).length === 1;
  }

  #contentStart({ at, quotes }: Scalar): number {
    return at.start + (quotes === "single" || quotes === "double" ? 1 : 0);
  }

  #joinsByEquals(): boolean {
    const long = this.#command.flags.filter(({ name, joined }) => name.startsWith("--") && joined !== "none");
    return long.filter(({ joined }) => joined === "=").length > long.length / 2;
  }

  /** Flags go with the blanks behind them; where they end a line, with those before them. */
  #removals(): readonly Edit[] {
    const { flags, image, job, at: verb } = this.#command;
    const edits: Edit[] = [];
    for (let index = 0; index < flags.length; index++) {
      const first = flags[index];
      if (first === undefined || !this.#removed.has(first)) continue;
      let last = first;
      for (let next = flags[index + 1]; next !== undefined && this.#removed.has(next); next = flags[index + 1]) {
        last = next;
        index++;
      }
      if (job !== undefined) {
        edits.push({ ...first.at, ...this.#withBlanks({ start: first.at.start, end: last.at.end }), newText: "" });
        continue;
      }
      const before = flags[flags.indexOf(first) - 1]?.at.end ?? verb.end;
      const behind = flags[index + 1]?.at.start ?? image?.at.start ?? last.at.end;
      const isFirst = this.#text.slice(before, first.at.start).includes("\n");
      const isLast = this.#text.slice(last.at.end, behind).includes("\n") || behind === last.at.end;
      const span = isLast && !isFirst ? { start: before, end: last.at.end } : { start: first.at.start, end: behind };
      edits.push({ ...first.at, ...span, newText: "" });
    }
    return edits;
  }

  /** Words of the options of a job, with the blanks behind them, or before them where nothing else stands behind. */
  #withBlanks({ start, end }: Span): Span {
    let last = end;
    while (/[ \t]/.test(this.#text.charAt(last))) last++;
    if (last > end) return { start, end: last };
    let first = start;
    while (/[ \t]/.test(this.#text.charAt(first - 1))) first--;
    return { start: this.#text.charAt(first - 1) === ":" ? start : first, end };
  }

  /** In front of the image: on lines of their own where the image begins one. */
  #insertions(): readonly Edit[] {
    const { flags, image, at: verb } = this.#command;
    if (this.#added.length === 0 || image === undefined) return [];
    const before = flags.at(-1)?.at.end ?? verb.end;
    const separator = this.#text.slice(before, image.at.start);
    const between = separator.includes("\n") ? separator : " ";
    const newText = this.#added.map(({ words }) => `${words}${between}`).join("");
    return [{ ...image.at, end: image.at.start, newText }];
  }
}

/** Whether a place lies within a value that stands in the file as it is. */
function isWithin({ at, derived }: Scalar, place: Place): boolean {
  return derived !== "filled" && at.file === place.file && at.start <= place.start && place.end <= at.end;
}

/** A word of a shell with this text. */
function quoted(text: string, quotes: Scalar["quotes"]): string {
  const isPlain = /^[\w@%+=:,./-]+$/.test(text);
  if (quotes === "double" && !/["$`\\!]/.test(text)) return `"${text}"`;
  if (quotes === "single" && !text.includes("'")) return `'${text}'`;
  return isPlain ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
