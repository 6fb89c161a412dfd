import type { Edit } from "../../text/edit.ts";
import type { Place, Span } from "../../text/span.ts";
import { parseYamlFile } from "../../yaml/parse.ts";
import { type Mapping, nodeAt } from "../../yaml/tree.ts";
import { rootOf, type YamlFile } from "../../yaml/yaml-file.ts";
import { sameTree } from "./tree-equality.ts";

/** A file without some of its services. What is true of an edit in it is true of the same edit in the whole file. */
export interface Part {
  readonly file: YamlFile;
  /** The place in the part; undefined for one that is not in it. */
  moved(place: Place): Place | undefined;
  /** The edits of the part as edits of the whole file; undefined where one stands exactly where services were left out. */
  whole(edits: readonly Edit[]): readonly Edit[] | undefined;
}

/** With fewer services than this a part is not much smaller than its file. */
const FEWEST_SERVICES = 12;

/**
 * The part of a file that is enough to check an edit at these places. To parse a long file again for each of its
 * fixes would take the square of its length. Services are left out that are entries of a block mapping and neither
 * declare nor use an anchor. YAML reads such an entry by itself, so that the others read the same without it. The
 * edited services stay, and so do their neighbours, whose lines bound theirs. The last service stays too, since no
 * neighbour bounds it. Undefined if the file has another form, or if too little could be left out.
 */
export function partAround(file: YamlFile, offsets: readonly number[]): Part | undefined {
  const services = nodeAt(rootOf(file), "services");
  if (services?.kind !== "mapping" || services.style !== "block" || file.documents.length !== 1) return undefined;
  const blocks = blocksOf(file, services);
  if (blocks === undefined || blocks.length < FEWEST_SERVICES) return undefined;
  const isEdited = ({ start, end }: Span): boolean => offsets.some((offset) => start <= offset && offset < end);
  const gaps = blocks.filter((block, index) => {
    const around = [blocks[index - 1], block, blocks[index + 1]];
    return index < blocks.length - 1 && !mayHoldAnchor(file.text, block) && !around.some((one) => one && isEdited(one));
  });
  const missing = gaps.reduce((sum, { start, end }) => sum + end - start, 0);
  if (missing * 2 < file.text.length) return undefined;
  const part = parseYamlFile(file.file, withoutSpans(file.text, gaps));
  return readsTheSame(file, part) ? { file: part, ...moving(gaps) } : undefined;
}

/** The lines of each service, down to the next one's key; those of the last one end with its value. Undefined where a key does not begin its line. */
function blocksOf({ file, text }: YamlFile, { entries }: Mapping): readonly Span[] | undefined {
  const starts: number[] = [];
  for (const { key, merged } of entries.values()) {
    if (merged || key.file !== file) continue;
    const start = text.lastIndexOf("\n", key.start - 1) + 1;
    if (!/^ *$/.test(text.slice(start, key.start))) return undefined;
    starts.push(start);
  }
  starts.sort((a, b) => a - b);
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length }));
}

/** Anchors and aliases tie services together. Other texts with these characters are kept without need, which does no harm. */
function mayHoldAnchor(text: string, { start, end }: Span): boolean {
  return /[&*]/.test(text.slice(start, end));
}

/** `gaps` are in order and do not overlap. */
function withoutSpans(text: string, gaps: readonly Span[]): string {
  let rest = "";
  let done = 0;
  for (const { start, end } of gaps) {
    rest += text.slice(done, start);
    done = end;
  }
  return rest + text.slice(done);
}

function readsTheSame(whole: YamlFile, part: YamlFile): boolean {
  const [before, after] = [nodeAt(rootOf(whole), "services"), nodeAt(rootOf(part), "services")];
  if (part.broken || before?.kind !== "mapping" || after?.kind !== "mapping") return false;
  return [...after.entries].every(([name, { value }]) => sameTree(value, before.entries.get(name)?.value));
}

function moving(gaps: readonly Span[]): Pick<Part, "moved" | "whole"> {
  return {
    moved: ({ file, start, end }) => {
      if (gaps.some((gap) => start < gap.end && gap.start < end)) return undefined;
      const before = gaps.filter((gap) => gap.end <= start).reduce((sum, gap) => sum + gap.end - gap.start, 0);
      return { file, start: start - before, end: end - before };
    },
    whole: (edits) => {
      const result: Edit[] = [];
      for (const edit of edits) {
        const [start, end] = [outwards(edit.start, gaps), outwards(edit.end, gaps)];
        if (start === undefined || end === undefined || end - start !== edit.end - edit.start) return undefined;
        result.push({ ...edit, start, end });
      }
      return result;
    },
  };
}

/** The offset in the whole file; undefined for one at which something is missing. */
function outwards(offset: number, gaps: readonly Span[]): number | undefined {
  let at = offset;
  for (const { start, end } of gaps) {
    if (at === start) return undefined;
    if (at > start) at += end - start;
  }
  return at;
}
