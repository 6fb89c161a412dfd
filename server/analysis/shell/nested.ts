import { MappedText } from "../text/mapped-text.ts";
import type { ReadWord } from "./read-word.ts";
import { isPosixShell } from "./shells.ts";

/** What a command runs in its turn: a script, in the same shell for `eval`, or a command given as words. */
export type Nested =
  | { readonly kind: "script"; readonly script: MappedText; readonly sameShell: boolean }
  | { readonly kind: "words"; readonly words: readonly ReadWord[] };

/** Options of shells that take the next word. */
const SHELL_VALUES: ReadonlySet<string> = new Set(["-o", "+o", "-O", "+O", "--rcfile", "--init-file"]);

/** Programs that give what stands behind `-c` to a shell. */
const TAKING_SCRIPTS: ReadonlySet<string> = new Set(["su", "runuser", "flock", "sg", "script"]);

/**
 * The script in `sh -c "…"`, `su -c "…"`, `eval …` and `sh <<EOF`, and the commands in `find -exec … ;`.
 * `stdin` is the text of a here-document.
 */
export function nestedIn(
  name: string | undefined,
  args: readonly ReadWord[],
  stdin: MappedText | undefined,
): readonly Nested[] {
  if (name === undefined) return [];
  if (isPosixShell(name)) return script(shellScript(args, stdin), false);
  if (name === "eval") return script(joinedBySpaces(args), true);
  if (TAKING_SCRIPTS.has(name)) return script(commandOption(args), false);
  // What a trap runs, it runs in the end; `-` and an empty text take a trap away.
  if (name === "trap") return script(args.length > 1 && args[0]?.text !== "-" ? args[0]?.script : undefined, true);
  if (name === "find") return executed(args);
  return [];
}

function script(source: MappedText | undefined, sameShell: boolean): readonly Nested[] {
  return source ? [{ kind: "script", script: source, sameShell }] : [];
}

/** The word behind `-c`, also in `-lc` and `-ec`; else what comes in, where the shell is given no file. */
function shellScript(args: readonly ReadWord[], stdin: MappedText | undefined): MappedText | undefined {
  let takesScript = false;
  for (let at = 0; at < args.length; at++) {
    const text = args[at]?.text;
    if (text !== undefined && SHELL_VALUES.has(text)) at++;
    else if (text !== undefined && /^[-+]/.test(text)) {
      takesScript ||= /^-[a-zA-Z]*c/.test(text);
      // `-euo pipefail`
      if (/^[-+][a-zA-Z]+[oO]$/.test(text)) at++;
    } else return takesScript ? args[at]?.script : undefined;
  }
  return takesScript ? undefined : stdin;
}

function joinedBySpaces(args: readonly ReadWord[]): MappedText | undefined {
  const space = (word: ReadWord): MappedText =>
    MappedText.of([{ text: " ", from: word.at.end, width: 0 }], word.at.end);
  return args.length === 0 ? undefined : MappedText.concat(args.flatMap((word) => [word.script, space(word)]));
}

/** The word behind `-c`, which may stand with other letters, as in `-lc`, or behind `--command`. */
function commandOption(args: readonly ReadWord[]): MappedText | undefined {
  const at = args.findIndex(({ text }) => text !== undefined && /^(?:-[a-z]*c|--command)$/.test(text));
  if (at >= 0) return args[at + 1]?.script;
  const attached = args.find(({ text }) => text?.startsWith("--command="));
  return attached?.script.slice("--command=".length, attached.script.text.length);
}

function executed(args: readonly ReadWord[]): readonly Nested[] {
  const found: Nested[] = [];
  for (let at = 0; at < args.length; at++) {
    if (!/^-(?:exec|execdir|ok|okdir)$/.test(args[at]?.text ?? "")) continue;
    let end = at + 1;
    while (end < args.length && args[end]?.text !== ";" && args[end]?.text !== "+") end++;
    if (end > at + 1) found.push({ kind: "words", words: args.slice(at + 1, end) });
    at = end;
  }
  return found;
}
