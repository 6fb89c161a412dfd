import {
  type Alias,
  isAlias,
  isScalar,
  isSeq,
  type ParsedNode,
  type YAMLMap,
  type YAMLSeq,
  type Scalar as YamlScalar,
} from "yaml";
import type { InputError } from "../model/project.ts";
import type { Place, Span } from "../text/span.ts";
import { type Said, said, told } from "../text/wording.ts";
import type { Entry, Item, Mapping, Merge, Node, Quotes, Scalar, Sequence, Tag } from "./tree.ts";
import { wholeOf } from "./tree.ts";

/** How many input errors of one file are told. */
export const TROUBLE_LIMIT = 100;

/** How deep a file may nest values, and once more the values behind an alias, so that whoever walks a tree may use recursion. */
export const DEPTH_LIMIT = 100;

/** How many entries the merge keys of one document may look at: without a limit, n mappings that merge n keys make n² entries. */
const MERGE_LIMIT = 200_000;

/**
 * Turns one document of the `yaml` library into a tree, following its aliases and merge keys.
 * Anchors stand before their aliases, so one pass knows them all; an alias shares the anchor's node, and none is read twice.
 * `input errors` holds what is wrong beyond the YAML syntax itself.
 */
export class TreeReader {
  readonly inputErrors: InputError[] = [];
  hasUnclosed = false;
  readonly #file: string;
  readonly #text: string;
  /** What each anchor stands for; undefined while its own value is still being read. */
  readonly #anchors = new Map<string, Node | undefined>();
  /** How many levels are below each anchored value. */
  readonly #heights = new Map<Node, number>();
  #mergeBudget = MERGE_LIMIT;
  #isCut = false;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
  }

  read(contents: ParsedNode): Node | undefined {
    return this.#item(contents)?.value;
  }

  #item(yaml: ParsedNode): Item | undefined {
    if (isAlias(yaml)) return this.#aliased(yaml);
    if (yaml.anchor !== undefined) this.#anchors.set(yaml.anchor, undefined);
    const value = this.#node(yaml);
    if (yaml.anchor === undefined) return { value };
    this.#anchors.set(yaml.anchor, value);
    this.#heights.set(value, this.#heightOf(value));
    return { value };
  }

  #node(yaml: Exclude<ParsedNode, Alias.Parsed>): Node {
    if (isScalar(yaml)) return this.#scalar(yaml);
    if (isSeq(yaml)) return this.#sequence(yaml);
    return this.#mapping(yaml);
  }

  #aliased({ range: [start, end], source }: Alias.Parsed): Item | undefined {
    const value = this.#anchors.get(source);
    if (value !== undefined && this.#heightOf(value) <= DEPTH_LIMIT) return { value, via: this.#place(start, end) };
    const isOpen = this.#anchors.has(source);
    if (value !== undefined) this.#cut(start, end, said`nested deeper than ${DEPTH_LIMIT} levels: not analysed`);
    else
      this.#inputError(
        start,
        end,
        isOpen ? said`\`*${source}\` contains itself` : said`there is no anchor \`&${source}\` above`,
      );
    return undefined;
  }

  /** What stands behind aliases and merge keys was measured at its anchor, so no node is looked at twice. */
  #heightOf(node: Node): number {
    const known = this.#heights.get(node);
    if (known !== undefined) return known;
    if (node.kind === "scalar") return 0;
    let height = 0;
    if (node.kind === "sequence") for (const { value } of node.items) height = Math.max(height, this.#heightOf(value));
    else {
      for (const { value, merged } of node.entries.values())
        if (!merged) height = Math.max(height, this.#heightOf(value));
      for (const { from } of node.merges ?? []) height = Math.max(height, this.#heightOf(from) - 1);
    }
    return height + 1;
  }

  #scalar(yaml: YamlScalar.Parsed): Scalar {
    const [start, end] = yaml.range;
    const quotes = QUOTES.get(yaml.type ?? "PLAIN") ?? "plain";
    if ((quotes === "single" || quotes === "double") && !isClosed(this.#text, start, end)) {
      this.#unclosed(start, said`this quote is never closed`);
    }
    return { kind: "scalar", text: yaml.source, quotes, ...this.#scalarPlace(yaml, quotes), ...tagOf(yaml) };
  }

  #scalarPlace(yaml: YamlScalar.Parsed, quotes: Quotes): Placed {
    const [start, end] = yaml.range;
    if (quotes === "literal" || quotes === "folded") return this.#blockScalarPlace(start, end);
    if (start === end) return { at: this.#emptyPlace(start) };
    return this.#placed(start, end, undefined);
  }

  /** The header is `|` or `>` with its indicators; the value ends where its last line does. */
  #blockScalarPlace(start: number, end: number): Placed {
    let headerEnd = start + 1;
    while (headerEnd < end && HEADER.includes(this.#text.charAt(headerEnd))) headerEnd++;
    let last = Math.max(headerEnd, end);
    if (last > headerEnd && this.#text[last - 1] === "\n") last--;
    if (last > headerEnd && this.#text[last - 1] === "\r") last--;
    return this.#placed(start, last, headerEnd);
  }

  /** The library puts an empty value behind the blanks that follow the colon or dash. */
  #emptyPlace(offset: number): Place {
    let start = offset;
    while (start > 0 && BLANKS.includes(this.#text.charAt(start - 1))) start--;
    return this.#place(start, start);
  }

  #sequence(yaml: YAMLSeq.Parsed): Sequence {
    const items: Item[] = [];
    let end = yaml.range[0] + 1;
    let firstEnd: number | undefined;
    for (const child of yaml.items) {
      const item = this.#item(child);
      end = item === undefined ? child.range[1] : endOf(item);
      if (item === undefined) continue;
      firstEnd ??= placeOf(item).end;
      items.push(item);
    }
    return { kind: "sequence", items, ...this.#collection(yaml, end, firstEnd), ...tagOf(yaml) };
  }

  #mapping(yaml: YAMLMap.Parsed): Mapping {
    const entries = new Map<string, Entry>();
    const merges: Merge[] = [];
    let hasMerge = false;
    let end = yaml.range[0];
    let firstEnd: number | undefined;
    for (const pair of yaml.items) {
      const key = this.#placed(pair.key.range[0], pair.key.range[1], undefined).at;
      const item = pair.value ? this.#item(pair.value) : { value: this.#nothing(key.end) };
      end = item === undefined ? (pair.value?.range[1] ?? key.end) : endOf(item);
      if (item === undefined) continue;
      firstEnd ??= placeOf(item).end;
      const name = this.#keyText(pair.key);
      if (name === undefined) continue;
      if (name === "<<" && isPlain(pair.key)) {
        if (hasMerge)
          this.#inputError(
            key.start,
            key.end,
            said`a second \`<<\` in one mapping: Compose takes one, which may hold a list`,
          );
        else this.#merges(item, merges);
        hasMerge = true;
      } else if (entries.has(name)) this.#inputError(key.start, key.end, said`duplicate key "${name}"`);
      else entries.set(name, { key, ...item });
    }
    const brought = this.#bringIn(merges, entries);
    const merged = brought.length > 0 ? { merges: brought } : {};
    return { kind: "mapping", entries, ...merged, ...this.#collection(yaml, end, firstEnd), ...tagOf(yaml) };
  }

  #nothing(offset: number): Scalar {
    return { kind: "scalar", text: "", quotes: "plain", at: this.#place(offset, offset) };
  }

  #keyText(key: ParsedNode): string | undefined {
    const node = isScalar(key) && key.anchor === undefined ? undefined : this.#item(key)?.value;
    const text = isScalar(key) ? key.source : node?.kind === "scalar" ? node.text : undefined;
    if (text === undefined) this.#inputError(key.range[0], key.range[0] + 1, said`a key must be text`);
    else if (text === "" && isPlain(key)) this.#keyMissing(key.range[0]);
    else return text;
    return undefined;
  }

  /** The library puts an empty key behind what comes before it, which may be lines above its colon. */
  #keyMissing(offset: number): void {
    // The colon is looked for through all that follows, which is too much for every one of many.
    if (this.inputErrors.length >= TROUBLE_LIMIT) return;
    const colon = this.#text.indexOf(":", offset);
    if (colon < 0) this.#inputError(offset, offset, said`a key is missing here`);
    else this.#inputError(colon, colon + 1, said`a key is missing before this \`:\``);
  }

  /** What stands behind `<<`: a mapping, or a list of mappings that is written there itself (https://yaml.org/type/merge.html). */
  #merges({ value, via }: Item, merges: Merge[]): void {
    if (value.kind === "mapping") merges.push({ from: value, via: via ?? value.at });
    else if (value.kind === "sequence" && via === undefined)
      for (const item of value.items) this.#mergeItem(item, merges);
    else this.#wrongMerge(via ?? value.at);
  }

  #mergeItem({ value, via }: Item, merges: Merge[]): void {
    if (value.kind === "mapping") merges.push({ from: value, via: via ?? value.at });
    else this.#wrongMerge(via ?? value.at);
  }

  #wrongMerge({ start, end }: Place): void {
    this.#inputError(start, end, said`\`<<\` takes a mapping or a list of mappings`);
  }

  /** Takes over what the merge keys name; returns those that did not go beyond the limit. */
  #bringIn(merges: readonly Merge[], entries: Map<string, Entry>): readonly Merge[] {
    for (const [index, { from, via }] of merges.entries()) {
      if (from.entries.size > this.#mergeBudget) {
        this.#cut(
          via.start,
          via.end,
          said`merge keys bring in more than ${MERGE_LIMIT} entries: the rest is not analysed`,
        );
        return merges.slice(0, index);
      }
      this.#mergeBudget -= from.entries.size;
      for (const [name, { key, value }] of from.entries) {
        if (!entries.has(name)) entries.set(name, { key, value, via, merged: true });
      }
    }
    return merges;
  }

  #collection(
    yaml: YAMLMap.Parsed | YAMLSeq.Parsed,
    lastEnd: number,
    firstEnd: number | undefined,
  ): Placed & Pick<Mapping, "style"> {
    const [start, valueEnd] = yaml.range;
    if (yaml.flow !== true) return { style: "block", ...this.#placed(start, lastEnd, firstEnd) };
    const closing = CLOSING.get(this.#text.charAt(start));
    if (closing !== undefined && (valueEnd === start + 1 || this.#text[valueEnd - 1] !== closing)) {
      this.#unclosed(start, said`this \`${this.#text.charAt(start)}\` is never closed`);
    }
    return { style: "flow", ...this.#placed(start, valueEnd, undefined) };
  }

  /** The place of a value from `start` to `end`, cut at `firstEnd` or where its first line ends. */
  #placed(start: number, end: number, firstEnd: number | undefined): Placed {
    const lineBreak = this.#text.slice(start, end).search(LINE_BREAK);
    if (lineBreak < 0) return { at: this.#place(start, end) };
    const lineEnd = start + this.#text.slice(start, start + lineBreak).trimEnd().length;
    return { at: this.#place(start, Math.min(lineEnd, firstEnd ?? lineEnd)), whole: { start, end } };
  }

  #place(start: number, end: number): Place {
    return { file: this.#file, start, end };
  }

  #unclosed(start: number, message: Said): void {
    this.hasUnclosed = true;
    this.#inputError(start, start + 1, message);
  }

  #inputError(start: number, end: number, message: Said): void {
    if (this.inputErrors.length < TROUBLE_LIMIT)
      this.inputErrors.push({ at: this.#place(start, end), ...told(message) });
  }

  /** Tells of a bound once, whatever else was told: others must not be able to hide that something was left out. */
  #cut(start: number, end: number, message: Said): void {
    if (!this.#isCut) this.inputErrors.push({ at: this.#place(start, end), ...told(message), cut: true });
    this.#isCut = true;
  }
}

interface Placed {
  readonly at: Place;
  readonly whole?: Span;
}

const LINE_BREAK = /[\r\n]/;
const BLANKS = " \t\r\n";
const HEADER = "+-0123456789";
const CLOSING: ReadonlyMap<string, string> = new Map([
  ["[", "]"],
  ["{", "}"],
]);
const QUOTES: ReadonlyMap<string, Quotes> = new Map([
  ["PLAIN", "plain"],
  ["QUOTE_SINGLE", "single"],
  ["QUOTE_DOUBLE", "double"],
  ["BLOCK_LITERAL", "literal"],
  ["BLOCK_FOLDED", "folded"],
]);

function isPlain(key: ParsedNode): boolean {
  return isScalar(key) && key.type === "PLAIN";
}

function isClosed(text: string, start: number, end: number): boolean {
  return end - start >= 2 && text[end - 1] === text[start];
}

function placeOf({ value, via }: Item): Place {
  return via ?? value.at;
}

function endOf({ value, via }: Item): number {
  return (via ?? wholeOf(value)).end;
}

function tagOf({ tag }: { readonly tag?: string }): { readonly tag?: Tag } {
  if (tag === undefined) return {};
  if (tag === "!reset") return { tag: "reset" };
  if (tag === "!override") return { tag: "override" };
  if (tag === "tag:yaml.org,2002:str" || tag === "!") return { tag: "string" };
  return tag.startsWith("tag:yaml.org,2002:") ? {} : { tag: "other" };
}
