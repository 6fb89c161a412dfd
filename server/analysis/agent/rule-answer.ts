import type { Level } from "../model/level.ts";
import { RULES_BY_ID } from "../rules/index.ts";
import { nearest } from "../text/nearest.ts";

/** A rule in a list. */
interface ListedRule {
  readonly id: string;
  readonly level: Level;
  readonly profile: "default" | "strict";
  readonly title: string;
}

/** A rule with its documentation; texts are Markdown. Nothing in it comes from a file that is checked. */
interface AnsweredRule extends ListedRule {
  readonly what: string;
  readonly why: string;
  readonly fine?: string;
  readonly instead: string;
  readonly example: { readonly file: string; readonly reported: string; readonly notReported: string };
  readonly allow: string;
  readonly references: readonly string[];
}

/** Every rule, or the one that was asked for. */
export type RuleAnswer = { readonly rules: readonly ListedRule[] } | { readonly rule: AnsweredRule };

/** The rule with that id, or all where none is asked for; undefined where there is no such rule. */
export function ruleAnswer(id: string | undefined): RuleAnswer | undefined {
  if (id === undefined) return { rules: [...RULES_BY_ID.values()].map(listed) };
  const rule = RULES_BY_ID.get(id);
  if (rule === undefined) return undefined;
  const { what, why, fine, instead, example, references } = rule.docs;
  return {
    rule: {
      ...listed(rule),
      what,
      why,
      ...(fine === undefined ? {} : { fine }),
      instead,
      example: { file: example.file, reported: example.bad, notReported: example.good },
      allow: `# bulkhead: allow ${id} -- why this is right here`,
      references,
    },
  };
}

/** The id that a mistyped one most likely meant. */
export function nearestRule(id: string): string | undefined {
  return nearest(id, RULES_BY_ID.keys());
}

type Rule = NonNullable<ReturnType<typeof RULES_BY_ID.get>>;

function listed({ id, level, profile, docs }: Rule): ListedRule {
  return { id, level, profile: profile === "strict" ? "strict" : "default", title: docs.title };
}
