import type { Place } from "../text/span.ts";
import type { Node, Scalar } from "../yaml/tree.ts";
import { plainNode, sequence, stringNode } from "./values.ts";

type StandardFunction = (values: readonly Node[], at: Place) => Node | undefined;

/**
 * The functions of bake's that are worked out, each undefined for values that it does not take or that nobody knows. What all others give is unknown.
 * Source: https://github.com/docker/buildx/blob/v0.29.1/bake/hclparser/stdlib.go
 */
export const FUNCTIONS: ReadonlyMap<string, StandardFunction> = new Map<string, StandardFunction>([
  [
    "split",
    ofTexts(([by = "", text = ""], at) =>
      sequence(
        text.split(by).map((value) => ({ value: stringNode(value, at) })),
        at,
      ),
    ),
  ],
  ["lower", ofTexts(([text = ""], at) => stringNode(text.toLowerCase(), at))],
  ["upper", ofTexts(([text = ""], at) => stringNode(text.toUpperCase(), at))],
  ["trimspace", ofTexts(([text = ""], at) => stringNode(text.trim(), at))],
  [
    "trimprefix",
    ofTexts(([text = "", start = ""], at) => stringNode(text.startsWith(start) ? text.slice(start.length) : text, at)),
  ],
  [
    "replace",
    ofTexts(([text = "", from = "", to = ""], at) =>
      from === ""
        ? undefined
        : stringNode(
            text.replaceAll(from, () => to),
            at,
          ),
    ),
  ],
  ["equal", compared(true)],
  ["notequal", compared(false)],
  [
    "concat",
    (values, at) =>
      values.every((one) => one.kind === "sequence")
        ? sequence(
            values.flatMap(({ items }) => items),
            at,
          )
        : undefined,
  ],
  [
    "join",
    ([by, list], at) => {
      const texts = list?.kind === "sequence" ? list.items.map(({ value }) => textOf(value)) : [undefined];
      const between = by && textOf(by);
      return between === undefined || texts.includes(undefined) ? undefined : stringNode(texts.join(between), at);
    },
  ],
]);

function ofTexts(make: (texts: readonly string[], at: Place) => Node | undefined): StandardFunction {
  return (values, at) => {
    const texts = values.flatMap((one) => textOf(one) ?? []);
    return texts.length === values.length ? make(texts, at) : undefined;
  };
}

function compared(wanted: boolean): StandardFunction {
  return ([a, b], at) => {
    const isKnown = a?.kind === "scalar" && b?.kind === "scalar" && !a.unknown && !b.unknown;
    return isKnown ? plainNode(String((a.text === b.text && a.tag === b.tag) === wanted), at) : undefined;
  };
}

function textOf(node: Node): string | undefined {
  const { text, unknown } = node as Partial<Scalar>;
  return unknown === undefined ? text : undefined;
}
