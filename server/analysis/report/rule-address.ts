const RULE_PAGES = "https://github.com/bulkhead-security/bulkhead/blob/main/docs/rules";

/** The web address of a rule's page, for whoever shows a finding. */
export function ruleAddress(rule: string): string {
  return `${RULE_PAGES}/${rule}.md`;
}
