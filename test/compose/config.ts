import { capture } from "../../scripts/capture.ts";
import { type ComposeCommand, composeOn, enginePrograms } from "../../scripts/engine-packages.ts";

/** Docker Compose on this machine. `path` is the search path on which it is found. */
export interface ComposeProgram extends ComposeCommand {
  readonly path: string;
}

/** The Docker Compose at a path where one is given, else that of this machine, else one from Debian's packages; a text says why there is none. */
export async function composeProgram(given: string | undefined): Promise<ComposeProgram | string> {
  const here = process.env["PATH"] ?? "";
  if (given !== undefined) {
    const { stdout } = await capture(given, ["version", "--short"], { cwd: process.cwd() });
    return { command: given, args: [], version: stdout.trim(), path: here };
  }
  const found = await composeOn(here);
  if (found !== undefined) return { ...found, path: here };
  const programs = await enginePrograms();
  if (programs.is === "missing") return `no Docker Compose 2 is on the search path, and ${programs.why}`;
  const unpacked = await composeOn(programs.path);
  return unpacked === undefined
    ? "Docker Compose from Debian's packages does not start"
    : { ...unpacked, path: programs.path };
}

/** What Compose prints of a project, or why it refuses it. `unset` names the variables that it took the empty string for. */
export type Printed =
  | { readonly is: "accepted"; readonly project: unknown; readonly unset: ReadonlySet<string> }
  | { readonly is: "refused"; readonly reason: string; readonly unset: ReadonlySet<string> };

/**
 * The project as the real Compose resolves it: in a cleared environment, with all profiles, from the directory of its files.
 * `options` are Compose's own, such as `-f a.yaml`; `leniency` are those of `config` that make it overlook things.
 */
export async function printed(
  compose: ComposeProgram,
  directory: string,
  options: readonly string[],
  leniency: readonly string[],
  home: string,
): Promise<Printed> {
  const args = [...compose.args, ...options, "--profile", "*", "config", "--format", "json", ...leniency];
  const env = { PATH: compose.path, HOME: home };
  const { status, stdout, stderr } = await capture(compose.command, args, { cwd: directory, env });
  const lines = stderr.split("\n").filter((line) => line !== "");
  const unset = new Set(lines.flatMap((line) => UNSET.exec(line)?.[1] ?? []));
  if (status !== 0) {
    const reason = lines.filter((line) => !line.includes("level=warning")).join(" ");
    return { is: "refused", reason, unset };
  }
  // Compose doubles every dollar sign, so that its output can be read as a Compose file again.
  return { is: "accepted", project: JSON.parse(stdout.replaceAll("$$", "$")), unset };
}

const UNSET = /The \\"([^"\\]+)\\" variable is not set/;
