import { packedRuleAddress, ruleAddress, withoutPackedPages } from "../analysis/report/rule-address.ts";
import type { ClientCapabilities } from "./client-capabilities.ts";

/** The page of a rule that the client can open: our own the packed one, others the one on the web; undefined while there is none. */
export function rulePageFor(rule: string, { openRule }: ClientCapabilities): string | undefined {
  return openRule ? packedRuleAddress(rule) : ruleAddress(rule);
}

/** A Markdown text without links to pages of rules that the client cannot open. */
export function withOpenablePages(markdown: string, { openRule }: ClientCapabilities): string {
  return openRule ? markdown : withoutPackedPages(markdown);
}
