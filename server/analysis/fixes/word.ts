import type { Fix } from "../model/change.ts";
import type { Command, Word } from "../shell/script.ts";

/** Replaces one word of a command; none where it does not stand there as it is, but in quotes or made of variables. */
export function replaceWord(title: string, word: Word | undefined, value: string): readonly Fix[] {
  if (word?.text === undefined || !standsThere(word)) return [];
  return [{ title, safe: false, changes: [{ do: "replace-text", at: word.at, value }] }];
}

/** Takes an option away from a command, with the blank before it. A letter is taken out of several that share a dash: `-fsSLk`. */
export function removeOption(command: Command, option: Word, letter: string): readonly Fix[] {
  const { text = "", at } = option;
  if (!standsThere(option)) return [];
  const letters = /^-[A-Za-z]{2,}$/.test(text) ? text.replace(letter, "") : "";
  if (letters !== "") return replaceWord(`Remove -${letter}`, option, letters);
  const before = command.words[command.words.indexOf(option) - 1] ?? command;
  const start = before.at.file === at.file && before.at.end === at.start - 1 ? before.at.end : at.start;
  return [{ title: `Remove ${text}`, safe: false, changes: [{ do: "replace-text", at: { ...at, start }, value: "" }] }];
}

/** Whether the word in the file is the word that the command gets. */
function standsThere({ text, source, at }: Word): boolean {
  return text === source && at.end - at.start === source.length;
}
