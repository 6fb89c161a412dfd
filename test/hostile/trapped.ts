import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Attempt } from "./trap.ts";

export interface Trapped {
  readonly status: number;
  readonly out: string;
  readonly err: string;
  readonly attempts: readonly Attempt[];
}

/** The arguments of Node that make it note in the file what a program asks of the machine. */
export function trapArguments(log: string): readonly string[] {
  const trap = pathToFileURL(path.join(import.meta.dirname, "trap.ts"));
  trap.searchParams.set("log", log);
  return ["--import", trap.href];
}

/** What was noted so far; nothing where the file is not there. */
export async function attemptsIn(log: string): Promise<readonly Attempt[]> {
  const text = await readFile(log, "utf8").catch(() => "");
  return text.split("\n").flatMap((line): readonly Attempt[] => (line === "" ? [] : [JSON.parse(line)]));
}

/** Runs a program of Node's in the trap, with no variables but those that are given. `log` is a file that is not there yet. */
export async function trapped(
  args: readonly string[],
  log: string,
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<Trapped> {
  const ended = await new Promise<Omit<Trapped, "attempts">>((resolve) => {
    execFile(
      process.execPath,
      [...trapArguments(log), ...args],
      { maxBuffer: 2 ** 26, ...options },
      (error, out, err) => resolve({ status: error === null ? 0 : Number(error.code), out, err }),
    );
  });
  return { ...ended, attempts: await attemptsIn(log) };
}
