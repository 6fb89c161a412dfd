import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** A process of VS Code's, as /proc has it. */
interface Process {
  readonly id: number;
  /** In bytes. */
  readonly resident: number;
}

/** What VS Code runs: the extension host, the extension's server, and what finds out what a service needs. */
interface Processes {
  host?: Process;
  server?: Process;
  learning?: Process;
}

/** Those of the VS Code whose profile that is. Without what is not running, and empty where there is no /proc. */
export async function processesOf(profile: string): Promise<Readonly<Processes>> {
  const found: Processes = {};
  const names = await readdir("/proc").catch(() => []);
  for (const name of names.filter((one) => /^\d+$/.test(one))) {
    const [environment = "", command = "", status = ""] = await Promise.all(
      ["environ", "cmdline", "status"].map((file) => readFile(path.join("/proc", name, file), "utf8").catch(() => "")),
    );
    // The profile is the directory that VS Code takes for temporary files, and so do all that it starts.
    const resident = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
    if (resident === 0 || !environment.includes(`TMPDIR=${profile}\0`)) continue;
    const one = { id: Number(name), resident };
    if (command.includes("--type=extensionHost")) found.host = one;
    else if (command.includes(path.join("dist", "server", "learn.mjs"))) found.learning = one;
    else if (command.includes(path.join("dist", "server"))) found.server = one;
  }
  return found;
}
