import type { Joined } from "../text/joined.ts";
import type { Place } from "../text/span.ts";
import type { Script } from "./script.ts";

/** What a variable holds: undefined where it surely is not set. */
export type ShellVariables = (
  name: string,
) => { readonly state: "known"; readonly value: string } | { readonly state: "unknown" } | undefined;

/** A script, the shell that reads it (`["/bin/sh", "-c"]`), and the environment that it starts in. */
export interface ScriptSource {
  readonly file: string;
  readonly shell: readonly string[];
  readonly source: Joined;
  readonly variables: ShellVariables;
}

export function parseScript(_source: ScriptSource): Script {
  return { commands: [], complete: false };
}

export function parseExec(
  _file: string,
  _words: readonly { readonly text: string; readonly at: Place; readonly source: Joined }[],
  _variables: ShellVariables,
): Script {
  return { commands: [], complete: false };
}
