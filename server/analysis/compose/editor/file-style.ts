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
  const mapStepIn = (node: Node) => first(node, (one) => mapStep(layout, one));
  const step = mapStepIn(near) ?? (indent !== undefined && indent > 0 ? indent : undefined) ?? mapStepIn(root) ?? 2;
  const listStep = first(near, (node) => listStepOf(layout, node)) ?? first(root, (node) => listStepOf(layout, node));
  const quotes = first(near, quotesOf) ?? first(root, quotesOf) ?? "double";
  return {
    step,
    listStep: listStep ?? step,
    quotes,
    quoteAll: false,
    lists: near.kind === "mapping" ? listsOf(near) : "block",
  };
}

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

function mapStep(layout: Layout, node: Node): number | undefined {
  return indentUnder(layout, node, "mapping", 1);
}

function listStepOf(layout: Layout, node: Node): number | undefined {
  return indentUnder(layout, node, "sequence", 0);
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
