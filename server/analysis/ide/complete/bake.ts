import type { BakeFile } from "../../bake/syntax/tree.ts";
import { BAKE_WORDS } from "../../facts/bake-keys.ts";
import type { JsonFile } from "../../json/json-file.ts";
import { locationAt } from "../../json/location.ts";
import type { Completion, Item } from "./item.ts";

/** The words about isolation that can be written at an offset of a bake file in HCL; undefined where none can. */
export function hclCompletion({ file, text }: Pick<BakeFile, "file" | "text">, offset: number): Completion | undefined {
  const line = text.slice(Math.max(text.lastIndexOf("\n", offset - 1) + 1, offset - LONGEST_LINE), offset);
  const [, name = "", typed = ""] = /^[ \t]*(\w+)[ \t]*=[ \t]*(?:\[[^\]]*)?"([\w.]*)$/.exec(line) ?? [];
  const items = itemsFor(name);
  if (items.length === 0) return undefined;
  const [rest = ""] = /^[\w.]*/.exec(text.slice(offset, offset + LONGEST_LINE)) ?? [];
  return { at: { file, start: offset - typed.length, end: offset + rest.length }, items };
}

/** In UTF-16 code units: what stands in longer lines is not looked for. */
const LONGEST_LINE = 1000;

/** The same in JSON. */
export function jsonBakeCompletion(json: JsonFile, offset: number): Completion | undefined {
  const location = locationAt(json, offset);
  const [top, , name] = location?.path ?? [];
  if (location === undefined || location.isKey || top !== "target" || typeof name !== "string") return undefined;
  const { start, end, inQuotes } = location;
  const items = itemsFor(name).map((item) => (inQuotes ? item : { ...item, label: item.text, text: `"${item.text}"` }));
  return items.length === 0 ? undefined : { at: { file: json.file, start, end }, items };
}

function itemsFor(attribute: string): readonly Item[] {
  return (BAKE_WORDS.get(attribute) ?? []).map(({ word, says, plain }) => ({
    text: word,
    detail: plain ? says : `⚠ ${says}`,
  }));
}
