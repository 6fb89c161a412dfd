import { check } from "./check/check.ts";
import { explain } from "./explain/explain.ts";
import { printRule } from "./explain/rule.ts";
import { merge } from "./merge/merge.ts";
import type { Request } from "./options.ts";
import type { Terminal } from "./output/terminal.ts";

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
