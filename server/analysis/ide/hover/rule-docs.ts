import { packedRuleAddress } from "../../report/rule-address.ts";
import type { Rule } from "../../rules/rule.ts";
import { cardMarkdown } from "./card.ts";

type Documented = Pick<Rule, "id" | "docs">;

/** A rule's documentation. The finding's own message is shown by the editor itself. */
export function ruleMarkdown({ id, docs }: Documented): string {
  return cardMarkdown({
    title: docs.title,
    text: docs.what,
    parts: [
      ["Attacker", docs.why],
      ["Fine when", docs.fine],
      ["Instead", docs.instead],
    ],
    links: [packedRuleAddress(id), ...docs.references.slice(0, 2)],
    specific: true,
  });
}

/** What the documentation adds to an explanation of the thing itself: the hazard's name, and the way out. */
export function ruleAdvice({ id, docs }: Documented): string {
  return cardMarkdown({
    title: docs.title,
    parts: [["Instead", docs.instead]],
    links: [packedRuleAddress(id)],
    specific: true,
  });
}
