import { spawn } from "node:child_process";

export interface Surroundings {
  readonly cwd: string;
  /** That of this process where it is left out. */
  readonly env?: NodeJS.ProcessEnv;
  /** In milliseconds; whatever runs longer is ended by a signal. Unlimited where it is left out. */
  readonly timeout?: number;
}

export interface Outcome {
  /** The exit status, or -1 where a signal ended the program. */
  readonly status: number;
  /** What it printed on both streams. */
  readonly output: string;
}

/** Runs a program to its end and returns what it printed. Rejects with that if its status is not 0. */
export async function run(command: string, args: readonly string[], surroundings: Surroundings): Promise<string> {
  const { status, output } = await outcome(command, args, surroundings);
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}:\n${output}`);
  return output;
}

/** Runs a program to its end, whatever that is; `heard` is told each text as it is printed. Rejects only if it cannot be started. */
export function outcome(
  command: string,
  args: readonly string[],
  surroundings: Surroundings,
  heard: (text: string) => void = () => {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...surroundings, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        heard(text);
      });
    }
    child.on("error", reject);
    child.on("close", (status) => resolve({ status: status ?? -1, output }));
  });
}

/** Runs a program that uses this process's terminal, and returns its exit status, or -1 where a signal ended it. */
export function runInTerminal(command: string, args: readonly string[], surroundings: Surroundings): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...surroundings, stdio: "inherit" });
    child.on("error", reject);
    child.on("close", (status) => resolve(status ?? -1));
  });
}
