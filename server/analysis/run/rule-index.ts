import type { Rule } from "../rules/rule.ts";
import type { Config } from "../settings/config.ts";

/** The names of a rule's checks, one for each kind of thing that rules look at. */
export type CheckName = Extract<keyof Rule, `check${string}`>;

/** Rules as a run looks them up. Made once for a list of rules, since every file is looked at by the same ones. */
export class RuleIndex {
  readonly rules: readonly Rule[];
  readonly #byCheck = new Map<CheckName, readonly Rule[]>();
  readonly #outranked = new Map<string, readonly string[]>();

  constructor(rules: readonly Rule[]) {
    this.rules = rules;
    for (const { id, outranks } of rules) if (outranks) this.#outranked.set(id, outranks);
  }

  /** The rules that have a check, in the order of the whole list. */
  with(check: CheckName): readonly Rule[] {
    const known = this.#byCheck.get(check);
    if (known) return known;
    const found = this.rules.filter((rule) => rule[check] !== undefined);
    this.#byCheck.set(check, found);
    return found;
  }

  /** The ids of the rules that stay silent where that one reports; undefined for one that silences none. */
  outranks(id: string): readonly string[] | undefined {
    return this.#outranked.get(id);
  }
}

/** Whether a configuration asks for the rule: it is one of its profile, and not off, or it is given a level by name. */
export function isEnabled({ id, profile }: Rule, config: Config): boolean {
  const level = config.rules.get(id);
  if (level !== undefined) return level !== "off";
  return profile === undefined || (profile === "strict") === (config.profile === "strict");
}
