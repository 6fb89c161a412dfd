import { RULES_BY_ID } from "../../rules/index.ts";
import type { YamlFile } from "../../yaml/yaml-file.ts";
import { composeCursorAt } from "./compose-cursor.ts";
import type { Explained } from "./explained.ts";
import { ruleMarkdown } from "./rule-docs.ts";

/** Explains the rule whose id stands at an offset of a `.bulkhead.yaml`, as a key of `rules` or in an exception. */
export function explainSettings(file: YamlFile, offset: number): Explained | undefined {
  const cursor = composeCursorAt(file, offset);
  const [section, below] = cursor?.path ?? [];
  const id =
    section === "rules" ? below : section === "exceptions" && below === "rule" ? cursor?.value?.text : undefined;
  const rule = RULES_BY_ID.get(id ?? "");
  return cursor && rule && { at: cursor.at, markdown: ruleMarkdown(rule), specific: true };
}
