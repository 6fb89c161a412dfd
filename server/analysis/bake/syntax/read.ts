import type { OwnFunction } from "../../hcl/evaluate.ts";
import { parseTemplate } from "../../hcl/parse.ts";
import type { Block, Expression, HclFile } from "../../hcl/tree.ts";
import { type JsonFile, objectOf } from "../../json/json-file.ts";
import type { Place } from "../../text/span.ts";
import { type Entry, type Node, nodeAt, wholeOf } from "../../yaml/tree.ts";
import type { BakeAttribute, BakeFile, BakeTarget } from "./tree.ts";

/** What a file in HCL declares; undefined where it declares no target, unless it is taken along with another. */
export function readBakeHcl(hcl: HclFile, isAlong: boolean): BakeFile | undefined {
  const { file, text, body } = hcl;
  const targets: BakeTarget[] = [];
  const variables = new Map<string, Expression | undefined>();
  const functions = new Map<string, OwnFunction>();
  for (const block of body.blocks) {
    const [label, ...more] = block.labels;
    if (label === undefined || more.length > 0) continue;
    if (block.type === "target")
      targets.push({
        name: label.text,
        at: label.at,
        whole: { file, ...block.whole },
        attributes: attributesOf(block),
      });
    else if (block.type === "variable") variables.set(label.text, attributeOf(block, "default"));
    else if (block.type === "function") {
      const result = attributeOf(block, "result");
      const isVariadic = attributeOf(block, "variadic_params") !== undefined;
      if (result !== undefined && !isVariadic)
        functions.set(label.text, { parameters: namesIn(attributeOf(block, "params")), result });
    }
  }
  for (const { name, value } of body.attributes) variables.set(name, value);
  return targets.length === 0 && !isAlong
    ? undefined
    : { file, text, source: { kind: "hcl", hcl }, targets, variables, functions };
}

function attributesOf({ body }: Block): ReadonlyMap<string, BakeAttribute> {
  return new Map(body.attributes.map(({ name, key, value }) => [name, { key, value }]));
}

function attributeOf({ body }: Block, name: string): Expression | undefined {
  return body.attributes.find((one) => one.name === name)?.value;
}

function namesIn(list: Expression | undefined): readonly string[] {
  if (list?.kind !== "tuple") return [];
  return list.items.flatMap((item) =>
    item.kind === "variable" ? [item.name] : item.kind === "text" ? [item.text] : [],
  );
}

/** The same of a file in JSON, whose texts may hold variables. */
export function readBakeJson(json: JsonFile, isAlong: boolean): BakeFile | undefined {
  const root = objectOf(json);
  const targets = entriesOf(nodeAt(root, "target")).map(([name, { key, value }]): BakeTarget => {
    const attributes = entriesOf(value).map(
      ([one, entry]) => [one, { key: entry.key, value: expressionOf(entry.value) }] as const,
    );
    const at = { ...key, start: key.start + 1, end: key.end - 1 };
    return { name, at, whole: { ...key, end: wholeOf(value).end }, attributes: new Map(attributes) };
  });
  const variables = entriesOf(nodeAt(root, "variable")).map(([name, { value }]) => {
    const standard = nodeAt(value, "default");
    return [name, standard && expressionOf(standard)] as const;
  });
  if (targets.length === 0 && !isAlong) return undefined;
  const { file, text } = json;
  return { file, text, source: { kind: "json", json }, targets, variables: new Map(variables), functions: new Map() };
}

/** Of a list of objects, all that they hold. */
function entriesOf(node: Node | undefined): readonly (readonly [string, Entry])[] {
  if (node?.kind === "sequence") return node.items.flatMap(({ value }) => entriesOf(value));
  return node?.kind === "mapping" ? [...node.entries] : [];
}

/** The nesting of a file of JSON is bounded. */
function expressionOf(node: Node): Expression {
  const at: Place = { file: node.at.file, ...wholeOf(node) };
  switch (node.kind) {
    case "sequence":
      return { kind: "tuple", at, items: node.items.map(({ value }) => expressionOf(value)) };
    case "mapping": {
      const entries = [...node.entries].map(([name, { key, value }]) => ({ name, key, value: expressionOf(value) }));
      return { kind: "object", at, entries };
    }
    case "scalar":
      if (node.quotes !== "double") return { kind: "plain", at, text: node.text };
      if (!/[$%]\{/.test(node.text)) return { kind: "text", at, text: node.text, form: "quoted" };
      return parseTemplate(at, node.text) ?? { kind: "other", at };
  }
}
