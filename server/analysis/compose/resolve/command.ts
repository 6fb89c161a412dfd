import type { Setting } from "../../model/setting.ts";
import { parseCommandLine } from "../../shell/command-line.ts";
import { hasUnresolved } from "../../yaml/tree.ts";
import { because, type ServiceReader } from "../syntax/service-reader.ts";

/**
 * The words of `command` or `entrypoint`, as a list or as one text that Compose splits; undefined where the key is absent. A word with a variable
 * that has no value makes the whole unknown.
 */
export function commandOf(
  reader: ServiceReader,
  key: "command" | "entrypoint",
): Setting<readonly string[]> | undefined {
  const entry = reader.entry(key);
  if (entry === undefined) return undefined;
  const decision = reader.decided(entry);
  const texts = reader.texts(key);
  const unclear = texts.find(({ text }) => hasUnresolved(text));
  if (unclear !== undefined) return { state: "unknown", because: because(unclear.value), ...decision };
  const filled = texts.some(({ value }) => value.derived === "filled") ? { filled: true } : {};
  if (entry.value.kind !== "scalar")
    return { state: "known", value: texts.map(({ text }) => text), ...decision, ...filled };
  const line = parseCommandLine(entry.value.text);
  if (line === undefined) return { state: "unknown", because: "a command line that Compose refuses", ...decision };
  return { state: "known", value: line.words, ...decision, ...filled };
}
