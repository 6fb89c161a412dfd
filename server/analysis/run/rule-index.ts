import type { AnyRule, SubjectKind } from "../rules/rule.ts";
import type { Config } from "../settings/config.ts";

/** Rules as a run looks them up. Made once for a list of rules, since every file is looked at by the same ones. */
export class RuleIndex {
  readonly rules: readonly AnyRule[];
  /** The rules by what they look at, each list in the order of the whole one. */
  readonly bySubject: ReadonlyMap<SubjectKind, readonly AnyRule[]>;
  readonly #outranked = new Map<string, readonly string[]>();

  constructor(rules: readonly AnyRule[]) {
    this.rules = rules;
    const bySubject = new Map<SubjectKind, AnyRule[]>();
    for (const rule of rules) {
      const others = bySubject.get(rule.subject);
      if (others) others.push(rule);
      else bySubject.set(rule.subject, [rule]);
      if (rule.outranks) this.#outranked.set(rule.id, rule.outranks);
    }
    this.bySubject = bySubject;
  }

  /** The ids of the rules that stay silent where that one reports; undefined for one that silences none. */
  outranks(id: string): readonly string[] | undefined {
    return this.#outranked.get(id);
  }
}

/** Whether a configuration asks for the rule: it is one of its profile, and not off, or it is given a level by name. */
export function isEnabled({ id, profile }: AnyRule, config: Config): boolean {
  const level = config.rules.get(id);
  if (level !== undefined) return level !== "off";
  return profile === "default" || (profile === "strict") === (config.profile === "strict");
}
