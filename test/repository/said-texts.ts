import { readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../../scripts/build.ts";
import { RULES_BY_ID } from "../../server/analysis/rules/index.ts";
import { ours, type Part, templateOf } from "../../server/analysis/text/wording.ts";
import { filesOf, run, sectionsOf } from "../analysis/rules/spec.ts";

/**
 * The texts that the server says by a variable, so that no pattern finds them in its source: headings of the map, the labels and words of the walls, and
 * the legend. `test/lsp/language.test.ts` shows that none is missing.
 */
export const SAID_BY_VARIABLE: readonly string[] = [
  "A client secret",
  "65,536 characters in one value",
  "4 MiB of text from variables in one project",
  "an exception",
  "service",
  "job",
  "network",
  "text",
  "path",
  'version such as "29.5"',
  'version such as "5.7"',
  "day such as 2027-01-31",
  "A webhook",
  "CPU time",
  "Capabilities",
  "Container",
  "Engine",
  "Host network",
  "Kernel settings",
  "Locks",
  "Meaning",
  "Memory",
  "Namespaces",
  "Networks",
  "New privileges",
  "No service says this anywhere.",
  "Part",
  "Privileged",
  "Processes",
  "Root files",
  "Secrets",
  "Security module",
  "Shared memory",
  "State",
  "System paths",
  "The project has no services.",
  "Through the wall",
  "User",
  "Where",
  "Who reaches what",
  "connects to the engine's socket",
  "added",
  "added, dangerous",
  "all GPUs",
  "allows by default",
  "anonymous volume",
  "barred",
  "built here",
  "by its processes",
  "capability",
  "closed",
  "device rule",
  "dropped",
  "every address",
  "filtered",
  "held by default",
  "host's",
  "in reach",
  "internal",
  "joins",
  "lock",
  "locked",
  "masked",
  "memory",
  "no",
  "no image",
  "no limit",
  "none",
  "not attached",
  "not given",
  "off",
  "on",
  "one address",
  "open by default",
  "opened by a line",
  "own",
  "pipe",
  "possible",
  "profile",
  "read-only",
  "read-only, critical risk",
  "read-only, high risk",
  "read-only, low risk",
  "read-only, medium risk",
  "read-only, or a port",
  "read-write",
  "read-write, critical risk",
  "read-write, high risk",
  "read-write, low risk",
  "read-write, medium risk",
  "risky",
  "same network",
  "shared",
  "shared with a container",
  "the host's",
  "the same path",
  "this host only",
  "unknown",
  "unlocked",
  "volume",
  "volume, read-only",
  "wall",
  "whole",
  "writable",
  "yes",
];

/** The texts that the findings of all spec pages are made of. */
export function textsOnPages(): ReadonlySet<string> {
  const texts = new Set<string>();
  const add = (part: Part): void => {
    if (typeof part !== "object") return;
    texts.add(templateOf(part));
    part.parts.forEach(add);
  };
  for (const id of RULES_BY_ID.keys()) {
    const page = readFileSync(path.join(ROOT, `server/analysis/rules/${id}.md`), "utf8");
    for (const section of sectionsOf(page))
      for (const { message, wording, related } of run(id, filesOf(section)).findings)
        for (const one of [{ message, wording }, ...related]) add(one.wording ?? ours(one.message));
  }
  return texts;
}
