import type { Setting } from "../../model/setting.ts";
import { parseCommandLine } from "../../shell/command-line.ts";
import { hasHole } from "../../yaml/tree.ts";
import { type Block, because } from "../syntax/block.ts";

/**
 * The words of `command` or `entrypoint`, as a list or as one text that Compose splits; undefined where the key is absent. A word with a variable
 * that has no value makes the whole unknown.
 */
export function commandOf(block: Block, key: "command" | "entrypoint"): Setting<readonly string[]> | undefined {
  const entry = block.entry(key);
  if (entry === undefined) return undefined;
  const decision = block.decided(entry);
  const texts = block.texts(key);
  const unclear = texts.find(({ text }) => hasHole(text));
  if (unclear !== undefined) return { state: "unknown", because: because(unclear.value), ...decision };
  if (entry.value.kind !== "scalar") return { state: "known", value: texts.map(({ text }) => text), ...decision };
  const line = parseCommandLine(entry.value.text);
  if (line === undefined) return { state: "unknown", because: "a command line that Compose refuses", ...decision };
  return { state: "known", value: line.words, ...decision };
}
