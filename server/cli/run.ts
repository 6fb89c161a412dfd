import { printable, printableLines, shown } from "../analysis/text/printable.ts";
import { CannotRun } from "../entries/cannot-run.ts";
import { stackOf } from "../limits/failure.ts";
import { parseArguments, type Request } from "./options.ts";
import type { Terminal } from "./output/terminal.ts";

/**
 * Runs one command line, without the program's name, and returns the exit status: 0, 1 where `check` found something at or above `--fail-on`,
 * 2 where the command could not be run. Never throws; with 2 there is always a message on standard error.
 */
export async function run(args: readonly string[], version: string, terminal: Terminal): Promise<0 | 1 | 2> {
  try {
    return await perform(parseArguments(args, version), version, terminal);
  } catch (error) {
    if (error instanceof CannotRun) terminal.warn(shown`bulkhead: ${printable(error.message)}`);
    else terminal.warn(shown`bulkhead: internal error: ${stackOf(error)}`);
    return 2;
  }
}

/** What a command needs is loaded when it is asked for: the version, help, and what is wrong with an argument are told without the analysis. */
async function perform(request: Request, version: string, terminal: Terminal): Promise<0 | 1 | 2> {
  switch (request.do) {
    case "print":
      if (request.output !== "") terminal.write(printableLines(request.output));
      if (request.error !== "") terminal.warn(printableLines(request.error.trimEnd()));
      return request.status;
    case "lsp":
      return (await import("../lsp/stdio.ts")).serveOnStdio();
    case "mcp":
      return (await import("../mcp/stdio.ts")).serveAgents(request.options, version, terminal.cwd);
    case "learn": {
      const { file, services, options } = request;
      return (await import("./learn/learn.ts")).learnServices(file, services, options, version, terminal);
    }
    case "compare":
      // No other command loads what talks to an engine.
      return (await import("./compare/compare.ts")).compareRunning(request.path, request.options, terminal);
    default:
      return (await import("./commands.ts")).performCommand(request, version, terminal);
  }
}
