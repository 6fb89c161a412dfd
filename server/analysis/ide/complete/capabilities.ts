import { CAPABILITIES, type Capability } from "../../facts/capabilities.ts";
import { capabilityCard } from "../hover/capability.ts";
import { cardMarkdown } from "../hover/card.ts";
import type { Item } from "./item.ts";

/**
 * The names for a list of capabilities. To add: the harmless ones first, `ALL` last; to drop: `ALL` first, then what a container has by default.
 * Where `CAP_` is typed already they begin with it, but for `ALL`, which the engine refuses so.
 */
export function capabilityItems(list: "cap_add" | "cap_drop", typed: string): readonly Item[] {
  const isPrefixed = /^cap_/i.test(typed);
  const all: Item = {
    text: "ALL",
    detail: list === "cap_add" ? "⚠ every capability" : "recommended: then add back what is needed",
    ...documented("ALL", list),
  };
  const names = list === "cap_add" ? [...CAPABILITIES].sort(byRisk) : [...CAPABILITIES].sort(byDefaultSet);
  const items = names.map((known) => ({
    text: isPrefixed ? `CAP_${known.name}` : known.name,
    detail: detailOf(known),
    ...documented(known.name, list),
  }));
  if (isPrefixed) return items;
  return list === "cap_add" ? [...items, all] : [all, ...items];
}

const RISKS: readonly Capability["risk"][] = ["none", "low", "medium", "high", "critical"];

function byRisk(a: Capability, b: Capability): number {
  return RISKS.indexOf(a.risk) - RISKS.indexOf(b.risk) || a.number - b.number;
}

function byDefaultSet(a: Capability, b: Capability): number {
  return Number(b.dockerDefault) - Number(a.dockerDefault) || a.number - b.number;
}

function detailOf({ risk, dockerDefault }: Capability): string {
  const grave = risk === "critical" || risk === "high";
  return `${grave ? "⚠ " : ""}${risk} risk${dockerDefault ? ", in Docker's default set" : ""}`;
}

function documented(name: string, list: "cap_add" | "cap_drop"): Pick<Item, "documentation"> {
  const card = capabilityCard(name, list);
  return card ? { documentation: cardMarkdown(card) } : {};
}
