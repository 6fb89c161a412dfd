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
 * Programs that put secrets into the environment of what stands behind `--`, and run it on this machine.
 * Sources: https://developer.1password.com/docs/cli/reference/commands/run, https://docs.doppler.com/docs/cli, the README of dotenvx 2.38.2.
 */
const HANDING_ON: ReadonlySet<string> = new Set(["op", "doppler", "dotenvx"]);

/** Commands of tmux that start a program, and those of its options and theirs that take the next word. */
const TMUX_STARTS: ReadonlySet<string> = new Set(
  "new new-session neww new-window splitw split-window respawnp respawn-pane respawnw respawn-window".split(" "),
);
const TMUX_VALUES: ReadonlySet<string> = new Set("-c -e -f -F -l -L -n -p -s -S -t -T -x -y".split(" "));
const WATCH_VALUES: ReadonlySet<string> = new Set(["-n", "--interval", "-q", "--equexit"]);
const SCREEN_VALUES: ReadonlySet<string> = new Set("-c -e -h -p -s -S -t -T".split(" "));

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
  if (name === "watch") return watched(args);
  if (name === "tmux") return inSession(args);
  if (name === "screen") return inScreen(args);
  if (HANDING_ON.has(name)) return behindDashes(args);
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

/** Where the words behind options begin: `values` take the next word, also as the last of several letters, `-dmS name`. */
function behindOptions(args: readonly ReadWord[], values: ReadonlySet<string>): number | undefined {
  for (let at = 0; at < args.length; at++) {
    const text = args[at]?.text;
    if (text === undefined) return undefined;
    if (text === "--") return at + 1;
    if (!text.startsWith("-")) return at;
    if (values.has(text) || (/^-[A-Za-z]{2,}$/.test(text) && values.has(`-${text.slice(-1)}`))) at++;
  }
  return undefined;
}

/**
 * What `watch` runs again and again: its words, which a shell is given in one, and with `-x` as they are.
 * Source: `watch --help` of procps 4.0.2.
 */
function watched(args: readonly ReadWord[]): readonly Nested[] {
  const start = behindOptions(args, WATCH_VALUES);
  if (start === undefined) return [];
  const words = args.slice(start);
  const isExact = args
    .slice(0, start)
    .some(({ text }) => text === "--exec" || (text !== undefined && /^-[a-z]/.test(text) && text.includes("x")));
  return isExact ? [{ kind: "words", words }] : script(joinedBySpaces(words), false);
}

/**
 * What tmux starts in a session, window or pane: one word is a script, several are a command.
 * Source: tmux(1) of 3.3a, *Command parsing and execution*.
 */
function inSession(args: readonly ReadWord[]): readonly Nested[] {
  const at = behindOptions(args, TMUX_VALUES);
  if (at === undefined || !TMUX_STARTS.has(args[at]?.text ?? "")) return [];
  const rest = args.slice(at + 1);
  const start = behindOptions(rest, TMUX_VALUES);
  if (start === undefined) return [];
  // A semicolon is tmux's own: another of its commands stands behind it.
  const end = rest.findIndex(({ text }, index) => index >= start && text === ";");
  const words = rest.slice(start, end < 0 ? rest.length : end);
  return words.length === 1 ? script(words[0]?.script, false) : [{ kind: "words", words }];
}

/** What `screen` starts; `-X` sends a command of its own, `-r` and `-x` take up a session that runs. */
function inScreen(args: readonly ReadWord[]): readonly Nested[] {
  const start = behindOptions(args, SCREEN_VALUES);
  if (start === undefined) return [];
  if (args.slice(0, start).some(({ text }) => /^-(?:X|r|R|x|ls|list|wipe|Q)$/.test(text ?? ""))) return [];
  return [{ kind: "words", words: args.slice(start) }];
}

function behindDashes(args: readonly ReadWord[]): readonly Nested[] {
  const at = args.findIndex(({ text }) => text === "--");
  return at < 0 ? [] : [{ kind: "words", words: args.slice(at + 1) }];
}

/**
 * What a command surely writes for a shell that reads it: the words of `echo`, the one that `printf '%s\n'` is given, the here-document of `cat`.
 * Undefined where escapes decide, which each shell's `echo` takes otherwise.
 */
export function writtenBy(
  name: string | undefined,
  args: readonly ReadWord[],
  stdin: MappedText | undefined,
): MappedText | undefined {
  if (name === "cat") return args.every(({ text }) => text === "-") ? stdin : undefined;
  if (name === "printf") {
    const [format, word, ...more] = args;
    return /^%s(?:\\n)?$/.test(format?.text ?? "") && more.length === 0 ? word?.script : undefined;
  }
  if (name !== "echo") return undefined;
  const words = args[0]?.text === "-n" ? args.slice(1) : args;
  if (words.some(({ source }) => source.includes("\\")) || words[0]?.text?.startsWith("-")) return undefined;
  return joinedBySpaces(words);
}

/**
 * What a program or a function of another file runs whose name says that it tries again, `retry 3 docker run …`, `travis_retry`: nobody knows what it takes
 * for itself, so that the command is taken up only where an engine's name says where it begins, behind options, numbers and durations alone.
 */
export function retriedIn(name: string, args: readonly ReadWord[]): readonly Nested[] {
  if (!/^(?:[a-z]+[-_])?retr(?:y|ies)(?:[-_][a-z]+)?$/i.test(name)) return [];
  const at = args.findIndex(({ text }) => text === undefined || !/^(?:-.*|\d+[smh]?)$/s.test(text));
  const first = args[at]?.text ?? "";
  return /^(?:sudo|docker|podman|nerdctl)$/.test(first) ? [{ kind: "words", words: args.slice(at) }] : [];
}
