import { rulePage } from "../../analysis/report/rule-page.ts";
import { RULES } from "../../analysis/rules/index.ts";
import { printableLines } from "../../analysis/text/printable.ts";
import { CannotRun } from "../../entries/cannot-run.ts";
import type { Terminal } from "../output/terminal.ts";

/** Prints the page of a rule, or a line for each rule where none is named. Throws `CannotRun` for an id that no rule has. */
export function printRule(id: string | undefined, terminal: Terminal): 0 {
  if (id === undefined) {
    terminal.write(printableLines(ruleList()));
    return 0;
  }
  const rule = RULES.find((one) => one.id === id);
  if (rule === undefined) throw new CannotRun(`there is no rule "${id}"; bulkhead rule lists them`);
  terminal.write(printableLines(rulePage(rule)));
  return 0;
}

function ruleList(): string {
  // A rule that looks at several kinds of subjects stands in the list once for each.
  const rules = [...new Map(RULES.map((rule) => [rule.id, rule])).values()];
  const width = Math.max(...rules.map((rule) => rule.id.length));
  const lines = rules.map(({ id, level, profile, docs }) => {
    const when = profile === "strict" ? "strict" : "";
    return `${id.padEnd(width)}  ${level.padEnd(7)}  ${when.padEnd(6)}  ${docs.title}\n`;
  });
  return lines.join("");
}
