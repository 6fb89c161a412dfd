import type { RuleHead } from "../rules/rule.ts";
import { cardMarkdown } from "./card.ts";

/** What a rule's documentation says, shortened to what helps on the spot. The finding's own message is shown by the editor itself. */
export function findingMarkdown({ docs }: Pick<RuleHead, "docs">): string {
  const { title, what, why, fine, instead, references } = docs;
  return cardMarkdown({
    title,
    text: what,
    parts: [
      ["Attacker", why],
      ["Fine when", fine],
      ["Instead", instead],
    ],
    links: references.slice(0, 2),
    specific: true,
  });
}
