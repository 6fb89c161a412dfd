import { RULES_BY_ID } from "../../rules/index.ts";
import { keysOf, RULE_LEVEL, SETTINGS, type Shape, settingsKeyAt, type WordShape } from "../../settings/schema.ts";
import { ruleMarkdown } from "../hover/rule-docs.ts";
import type { TypedKey, TypedValue } from "./completion-cursor.ts";
import type { Item } from "./item.ts";

/** The keys of `.bulkhead.yaml` that are not there yet. */
export function settingsKeys({ path, siblings, hasColon }: TypedKey): readonly Item[] {
  const shape = path.length === 0 ? SETTINGS : settingsKeyAt(path)?.shape;
  const missing = (shape ? keyItems(shape) : []).filter(({ text }) => !siblings.has(text));
  return hasColon ? missing : missing.map((item) => ({ ...item, text: `${item.text}: ` }));
}

/** The values of `.bulkhead.yaml`. */
export function settingsItems({ path }: TypedValue): readonly Item[] {
  const [section, id] = path;
  if (section === "rules" && path.length === 2) {
    const own = RULES_BY_ID.get(id ?? "")?.level;
    return wordItems(RULE_LEVEL).map((item) =>
      item.text === own ? { ...item, detail: "the rule's own level" } : item,
    );
  }
  const shape = settingsKeyAt(path)?.shape;
  return shape ? valueItems(shape) : [];
}

function valueItems(shape: Shape): readonly Item[] {
  switch (shape.kind) {
    case "word":
      return wordItems(shape);
    case "list":
      return valueItems(shape.of);
    case "rule":
      return [...RULES_BY_ID.values()].map(({ id, docs }) => ({ text: id, detail: docs.title }));
    case "mapping":
      return shape.short === undefined ? [] : valueItems(shape.keys[shape.short]?.shape ?? shape);
    default:
      return [];
  }
}

/** Those of the rules are made when they are asked for: the pages of all rules take longer to make than anything else that is made at the start. */
function keyItems(shape: Shape): readonly Item[] {
  if (shape.kind === "levels") {
    return [...RULES_BY_ID.values()].map((rule) => ({
      text: rule.id,
      detail: rule.docs.title,
      documentation: ruleMarkdown(rule),
    }));
  }
  return Object.entries(keysOf(shape) ?? {}).map(([text, { says }]) => ({ text, detail: says.replaceAll("`", "") }));
}

function wordItems({ words, first }: WordShape): readonly Item[] {
  const items = Object.entries(words).map(([text, detail]) => ({ text, detail }));
  return [...items.filter(({ text }) => text === first), ...items.filter(({ text }) => text !== first)];
}
