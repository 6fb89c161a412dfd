const RULE_PAGES = "https://github.com/bulkhead-security/bulkhead/blob/main/docs/rules";

/** Whether a text that somebody else says to be a rule's id can be one, of whatever version. */
export function isRuleId(text: unknown): text is string {
  return typeof text === "string" && /^[a-z][a-z0-9-]{0,63}$/.test(text);
}

/** The web address of a rule's page, for whoever shows a finding. */
export function ruleAddress(rule: string): string {
  return `${RULE_PAGES}/${rule}.md`;
}
