import { spawn } from "node:child_process";
import type { Surroundings } from "./process.ts";

/** What a program gave, each stream by itself. `status` is -1 where a signal ended it. */
export interface Captured {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end and keeps what it prints apart by stream. Rejects only if it cannot be started. */
export function capture(command: string, args: readonly string[], surroundings: Surroundings): Promise<Captured> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...surroundings, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (status) => resolve({ status: status ?? -1, stdout, stderr }));
  });
}

/** Like `capture`, and rejects with what the program said where its status is not 0. */
export async function captured(command: string, args: readonly string[], surroundings: Surroundings): Promise<string> {
  const { status, stdout, stderr } = await capture(command, args, surroundings);
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}:\n${stderr}${stdout}`);
  return stdout;
}
