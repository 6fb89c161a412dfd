import { MappedText } from "../text/mapped-text.ts";
import type { Place } from "../text/span.ts";
import { Environment, type ShellVariables } from "./environment.ts";
import { ScriptReader } from "./reader.ts";
import type { Script } from "./script.ts";
import { isPosixShell } from "./shells.ts";

export type { ShellVariables } from "./environment.ts";

/** A script, the shell that reads it (`["/bin/sh", "-c"]`), and the variables that it starts with. */
export interface ScriptSource {
  readonly file: string;
  readonly shell: readonly string[];
  readonly source: MappedText;
  readonly variables: ShellVariables;
  /** Whether the default of a variable that nobody sets holds. */
  readonly defaults?: true;
  /** Whether the variables are those that the script runs with, as in a build; a container's may be set anew. */
  readonly certain?: boolean;
}

/** One word of the exec form. `source` is its text with its places; without it, all of the word stands at `at`. */
export interface ExecWord {
  readonly text: string;
  readonly at: Place;
  readonly source?: MappedText;
}

/**
 * The commands that a shell would run. Never throws. What another shell than a POSIX one reads (PowerShell, cmd), or another interpreter that a `#!`
 * names, is not looked at and not complete.
 */
export function parseScript({ file, shell, source, variables, defaults, certain }: ScriptSource): Script {
  if (!shell.some(isPosixShell)) return foreignScript(file, shell, source);
  if (hasForeignInterpreter(source.text)) return { commands: [], complete: false };
  const reader = new ScriptReader(file, certain);
  reader.script(source, {
    environment: Environment.start(variables, defaults),
    stdin: undefined,
    through: [],
    depth: 0,
  });
  return reader.result();
}

/** The command that an exec form starts, and the script in it if it is `["sh", "-c", "…"]`. Variables are for that script only. */
export function parseExec(
  file: string,
  words: readonly ExecWord[],
  variables: ShellVariables,
  certain?: boolean,
): Script {
  const reader = new ScriptReader(file, certain);
  reader.words(words.map(readWord), Environment.start(variables));
  return reader.result();
}

/** PowerShell's language is not read: the whole text is what PowerShell is given, which some look for words in. */
function foreignScript(file: string, shell: readonly string[], source: MappedText): Script {
  const program = shell.find((one) => /^(?:.*[\\/])?(?:pwsh|powershell)(?:\.exe)?$/i.test(one));
  const first = source.text.split("\n", 1)[0] ?? "";
  if (program === undefined || first.trim() === "") return { commands: [], complete: false };
  const at = { file, ...source.span(0, first.length) };
  const words = [{ text: source.text, source: source.text, at }];
  const none = { assignments: [], substitutions: [], redirects: [], through: [], wrappers: [] };
  return { commands: [{ name: "powershell", program, at, words, ...none }], complete: false };
}

function readWord({ text, at, source }: ExecWord): { text: string; source: string; at: Place; script: MappedText } {
  const script = source ?? MappedText.of([{ text, from: at.start, width: at.end - at.start }], at.start);
  return { text, source: text, at, script };
}

function hasForeignInterpreter(text: string): boolean {
  const line = /^#!([^\n]*)/.exec(text)?.[1];
  return line !== undefined && !line.split(/\s+/).some(isPosixShell);
}
