import type { Setting } from "../model/setting.ts";
import { type Block, because } from "./block.ts";
import { hasHole } from "./tree.ts";

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
  const words = entry.value.kind === "scalar" ? splitWords(entry.value.text) : texts.map(({ text }) => text);
  return { state: "known", value: words, ...decision };
}

const WORD = /(?:[^\s"'\\]|\\[\s\S]|"(?:[^"\\]|\\[\s\S])*"|'[^']*')+/g;
const PIECE = /\\([\s\S])|"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|([^"'\\]+)/g;

/** Splits a text into words by quotes and backslashes, without a shell. Source: https://github.com/mattn/go-shellwords, which Compose uses. */
export function splitWords(text: string): readonly string[] {
  return (text.match(WORD) ?? []).map((word) =>
    word.replace(PIECE, (_whole, escaped?: string, double?: string, single?: string, plain?: string) => {
      return escaped ?? double?.replace(/\\(["\\$`])/g, "$1") ?? single ?? plain ?? "";
    }),
  );
}
