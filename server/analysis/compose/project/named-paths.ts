import type { Place } from "../../text/span.ts";
import { isNull } from "../../yaml/scalar.ts";
import { hasUnresolved, type Node, nodeAt } from "../../yaml/tree.ts";
import { asList } from "../syntax/long-forms.ts";

/** A path as a file names it, and where. */
export interface NamedPath {
  readonly text: string;
  readonly at: Place;
}

/** The paths of `env_file`, or of an entry of `include`: one or a list, each by itself or below `path`. Those with unknown variables are left out. */
export function pathsOf(node: Node | undefined): readonly NamedPath[] {
  const list = node === undefined ? undefined : asList(node);
  return (list?.items ?? []).flatMap(({ value }) => {
    const text = scalarText(value.kind === "mapping" ? nodeAt(value, "path") : value);
    return text === undefined ? [] : [{ text, at: value.at }];
  });
}

/** The text of a scalar that is known whole. */
export function scalarText(node: Node | undefined): string | undefined {
  return node?.kind === "scalar" && !isNull(node) && !hasUnresolved(node.text) ? node.text : undefined;
}
