import type { RunProgram } from "../../facts/run-flags.ts";
import type { JsonChange } from "../../json/edit.ts";
import { type JsonPath, nodeAtPath, pathTo } from "../../json/json-file.ts";
import { holds, type Place, samePlace } from "../../text/span.ts";
import type { Node, Scalar } from "../../yaml/tree.ts";
import type { Flag } from "../syntax/tree.ts";

/** A list of JSON that holds the words of a command line, and what they were read as. */
export interface WordList {
  readonly root: Node | undefined;
  readonly path: JsonPath;
  readonly program: RunProgram;
  readonly flags: readonly Flag[];
  /** The word that new flags stand before; left out where they come last. */
  readonly image?: Scalar;
}

/** Changes of the flags in a list of JSON, as changes of its items. Each method answers false where the change cannot be made. */
export class JsonWords {
  readonly #list: WordList;
  readonly #changes: JsonChange[] = [];
  /** What comes in front of the image, in order. */
  readonly #added: string[] = [];
  #before: JsonPath | undefined;

  constructor(list: WordList) {
    this.#list = list;
  }

  get changes(): readonly JsonChange[] {
    if (this.#before === undefined) return this.#changes;
    return [...this.#changes, { do: "insert", path: this.#before, items: this.#added }];
  }

  flagAt(at: Place): Flag | undefined {
    return this.#list.flags.find((flag) => holds(flag.at, at));
  }

  flagsFor(key: string): readonly Flag[] {
    return this.#list.flags.filter(({ fact }) => fact.key === key);
  }

  /** Of a flag of which the last holds an earlier one must not come to hold instead. */
  remove(flag: Flag): boolean {
    const { program, flags } = this.#list;
    if (flag.fact.takes === "list") {
      const isOne = flag.fact[program] !== "commas" || !flag.value.text.includes(",");
      return isOne && this.removeWords(flag);
    }
    return flags.filter(({ fact }) => fact.name === flag.fact.name).every((one) => this.removeWords(one));
  }

  removeWords(flag: Flag): boolean {
    const words = this.#wordsOf(flag);
    if (flag.inCluster || words.length === 0) return false;
    for (const index of words) this.#changes.push({ do: "remove", path: [...this.#list.path, index] });
    return true;
  }

  /** Gives a flag another value. */
  replace(flag: Flag, value: string): boolean {
    const words = this.#wordsOf(flag);
    const last = words.at(-1);
    if (last === undefined) return false;
    if (flag.joined === "none")
      return !flag.inCluster && words.length === 1 && this.#set(last, `${flag.name}=${value}`);
    const text = this.#textOf(last);
    if (text === undefined || flag.value.derived === "filled" || !text.endsWith(flag.value.text)) return false;
    return this.#set(last, text.slice(0, text.length - flag.value.text.length) + value);
  }

  /** Replaces what stands at a place, which is a word or a part of one. */
  replaceAt(at: Place, value: string): boolean {
    const flag = this.flagAt(at);
    if (flag?.joined === "none") return this.replace(flag, value);
    const { root, path } = this.#list;
    const found = pathTo(root, at);
    const index = found?.at(-1);
    const node = found && nodeAtPath(root, found);
    if (found?.length !== path.length + 1 || typeof index !== "number" || node?.kind !== "scalar") return false;
    const text = replacedWithin(node, at, value);
    return text !== undefined && this.#set(index, text);
  }

  add(words: readonly string[]): boolean {
    const { path, root, image } = this.#list;
    if (image === undefined) {
      this.#changes.push({ do: "append", path, items: words });
      return true;
    }
    const before = pathTo(root, image.at);
    if (before?.length !== path.length + 1) return false;
    this.#added.push(...words);
    this.#before = before;
    return true;
  }

  #set(index: number, value: string): true {
    this.#changes.push({ do: "set", path: [...this.#list.path, index], value });
    return true;
  }

  /** The numbers of the items that a flag is made of. */
  #wordsOf({ at }: Flag): readonly number[] {
    const items = nodeAtPath(this.#list.root, this.#list.path);
    if (items?.kind !== "sequence") return [];
    return items.items.flatMap(({ value }, index) =>
      value.at.start < at.end && at.start < value.at.end ? [index] : [],
    );
  }

  #textOf(index: number): string | undefined {
    const node = nodeAtPath(this.#list.root, [...this.#list.path, index]);
    return node?.kind === "scalar" && node.quotes === "double" ? node.text : undefined;
  }
}

/** A string of JSON in which what stands at a place is replaced; undefined where characters are escaped, which stand at other places than they have in it. */
export function replacedWithin(node: Scalar, at: Place, value: string): string | undefined {
  const { start, end } = node.at;
  if (samePlace(at, node.at)) return value;
  if (node.quotes !== "double" || end - start !== node.text.length + 2) return undefined;
  const from = at.start - start - 1;
  return node.text.slice(0, from) + value + node.text.slice(from + at.end - at.start);
}
