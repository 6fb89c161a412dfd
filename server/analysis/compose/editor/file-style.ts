import { type Mapping, type Node, wholeOf } from "../../yaml/tree.ts";
import type { Layout } from "./layout.ts";
import { stepsOf } from "./node-path.ts";

/** How a file is written, for what is to be put into it. */
export interface Style {
  /** By how many columns the keys of a mapping are indented under its own key. */
  readonly step: number;
  /** By how many columns the dashes of a list are indented under its key. */
  readonly listStep: number;
  readonly quotes: "single" | "double";
  /** Whether strings and keys are quoted that need no quotes. */
  readonly quoteAll: boolean;
  readonly lists: "block" | "flow";
}

/** The style of a mapping, and where it shows none, that of the whole document. `indent` is by how much it is itself indented. */
export function styleOf(layout: Layout, root: Node, near: Node, indent: number | undefined): Style {
  const own = shownIn(layout, near);
  const all = documentStyle(layout, root);
  const step = own.step ?? (indent !== undefined && indent > 0 ? indent : undefined) ?? all.step ?? 2;
  return {
    step,
    listStep: own.listStep ?? all.listStep ?? step,
    quotes: own.quotes ?? all.quotes ?? "double",
    quoteAll: false,
    lists: near.kind === "mapping" ? listsOf(near) : "block",
  };
}

type Shown = Partial<Pick<Style, "step" | "listStep" | "quotes">>;

/** What a node shows of the style in which it is written. */
function shownIn(layout: Layout, node: Node): Shown {
  const step = first(node, (one) => indentUnder(layout, one, "mapping", 1));
  const listStep = first(node, (one) => indentUnder(layout, one, "sequence", 0));
  const quotes = first(node, quotesOf);
  return {
    ...(step === undefined ? {} : { step }),
    ...(listStep === undefined ? {} : { listStep }),
    ...(quotes === undefined ? {} : { quotes }),
  };
}

/** Found out once for a document, since fixes that follow each other are planned in the same one. */
function documentStyle(layout: Layout, root: Node): Shown {
  const known = DOCUMENTS.get(root);
  if (known !== undefined) return known;
  const shown = shownIn(layout, root);
  DOCUMENTS.set(root, shown);
  return shown;
}

const DOCUMENTS = new WeakMap<Node, Shown>();

/** The first answer of a node or what it holds, in the order of the file. */
function first<T>(node: Node, answer: (node: Node) => T | undefined): T | undefined {
  const found = answer(node);
  if (found !== undefined) return found;
  for (const { item } of stepsOf(node)) {
    const inner = item.via === undefined ? first(item.value, answer) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function indentUnder(layout: Layout, node: Node, kind: Node["kind"], least: number): number | undefined {
  if (node.kind !== "mapping" || node.style !== "block") return undefined;
  const column = layout.column(wholeOf(node).start);
  for (const { item } of stepsOf(node)) {
    const { value, via } = item;
    if (via !== undefined || value.kind !== kind || value.kind === "scalar" || value.style !== "block") continue;
    const indent = layout.column(wholeOf(value).start) - column;
    if (indent >= least) return indent;
  }
  return undefined;
}

function quotesOf(node: Node): "single" | "double" | undefined {
  return node.kind === "scalar" && (node.quotes === "single" || node.quotes === "double") ? node.quotes : undefined;
}

/** Commands are written in brackets by those who write all else as lists, and tell nothing. */
const COMMANDS: ReadonlySet<string> = new Set(["command", "entrypoint", "healthcheck"]);

function listsOf(near: Mapping): "block" | "flow" {
  const lists = stepsOf(near).filter((step) => step.kind === "entry" && !COMMANDS.has(step.key));
  const styles = lists.flatMap(({ item: { value } }) => (value.kind === "sequence" ? [value.style] : []));
  return styles.length > 0 && styles.every((style) => style === "flow") ? "flow" : "block";
}
