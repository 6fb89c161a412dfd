import { RULES_BY_ID } from "../../rules/index.ts";
import { type Key, type Shape, sentenceOf, settingsKeyAt, type WordShape } from "../../settings/schema.ts";
import type { YamlFile } from "../../yaml/yaml-file.ts";
import { type ComposeCursor, composeCursorAt } from "./compose-cursor.ts";
import type { Explained } from "./explained.ts";
import { ruleMarkdown } from "./rule-docs.ts";

/** Explains what stands at an offset of a `.bulkhead.yaml`: the rule whose id it is, a key, or a word. */
export function explainSettings(file: YamlFile, offset: number): Explained | undefined {
  const cursor = composeCursorAt(file, offset);
  if (!cursor) return undefined;
  const markdown = ruleText(cursor) ?? keyText(cursor);
  return markdown === undefined ? undefined : { at: cursor.at, markdown, specific: true };
}

function ruleText({ path, value }: ComposeCursor): string | undefined {
  const [section, below] = path;
  const id = section === "rules" ? below : section === "exceptions" && below === "rule" ? value?.text : undefined;
  const rule = RULES_BY_ID.get(id ?? "");
  return rule && ruleMarkdown(rule);
}

function keyText({ path, value }: ComposeCursor): string | undefined {
  const key = settingsKeyAt(path);
  if (!key) return undefined;
  const words = wordsOf(key.shape);
  if (value) return words && Object.hasOwn(words.words, value.text) ? wordText(value.text, words) : undefined;
  return [sentenceOf(key), ...wordLines(key, words)].join("\n");
}

function wordLines({ shape }: Key, words: WordShape | undefined): readonly string[] {
  if (!words || shape.kind === "levels") return [];
  return ["", ...Object.keys(words.words).map((word) => `- ${wordText(word, words)}`)];
}

function wordText(word: string, { words }: WordShape): string {
  return `\`${word}\`: ${words[word] ?? ""}`;
}

/** The words that a value of this shape, an item of it or its short form may be. */
function wordsOf(shape: Shape): WordShape | undefined {
  if (shape.kind === "word") return shape;
  if (shape.kind === "list") return wordsOf(shape.of);
  if (shape.kind !== "mapping" || shape.short === undefined) return undefined;
  const short = shape.keys[shape.short];
  return short && wordsOf(short.shape);
}
