import { check } from "./check.ts";
import { explain } from "./explain.ts";
import { merge } from "./merge.ts";
import type { Request } from "./options.ts";
import { printRule } from "./rule.ts";
import type { Terminal } from "./terminal.ts";

/** Performs a command that needs the analysis, and returns the exit status. Throws `CannotRun` for one that cannot be performed. */
export async function performCommand(
  request: Extract<Request, { readonly do: "check" | "explain" | "merge" | "rule" }>,
  version: string,
  terminal: Terminal,
): Promise<0 | 1 | 2> {
  switch (request.do) {
    case "check":
      return check(request.paths, request.options, version, terminal);
    case "explain":
      return explain(request.path, request.options, terminal);
    case "merge":
      return merge(request.files, request.options, version, terminal);
    case "rule":
      return printRule(request.id, terminal);
  }
}
