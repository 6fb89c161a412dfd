import type { Docs } from "../rules/rule.ts";
import { cardMarkdown } from "./card.ts";

/** A rule's documentation. The finding's own message is shown by the editor itself. */
export function ruleMarkdown({ title, what, why, fine, instead, references }: Docs): string {
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

/** What the documentation adds to an explanation of the thing itself: the hazard's name, and the way out. */
export function ruleAdvice({ title, instead }: Docs): string {
  return cardMarkdown({ title, parts: [["Instead", instead]], specific: true });
}
