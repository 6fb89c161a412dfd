import {
  CAPABILITIES,
  type Capability,
  type CapabilityName,
  capabilityMask,
  DOCKER_DEFAULT,
  PODMAN_DEFAULT,
} from "../facts/capabilities.ts";
import type { Engine } from "../facts/engine.ts";
import type { Container, ListedCapability } from "../model/container.ts";
import type { Setting } from "../model/setting.ts";
import type { Place } from "../text/span.ts";
import { decided, unknownText } from "./decision.ts";
import type { CapabilityCell, CellState, Part, Standing } from "./model.ts";

/** The 41 capabilities by number, and what became of each. */
export function capabilityCells(service: Container, engine: Engine): readonly CapabilityCell[] {
  const bounding = decided(service, service.capabilities.bounding);
  return CAPABILITIES.map((facts) => cell(facts, bounding, service, engine));
}

/** The set as a whole: how many can be held, the mask, and whether the first process holds them. */
export function capabilitySet(service: Container, engine: Engine): Part {
  const bounding = decided(service, service.capabilities.bounding);
  const part = { id: "capabilities", at: bounding.at };
  if (bounding.state === "unknown") {
    return {
      ...part,
      label: "Capabilities",
      standing: "unknown",
      word: "unknown",
      text: unknownText(bounding.because),
    };
  }
  const held = bounding.value;
  const beyond = held.filter((name) => !defaultSet(engine).includes(name));
  const count = held.length === 0 ? "none" : `${held.length} of ${CAPABILITIES.length}`;
  const extra = beyond.length === 0 ? "" : ` Beyond the default set: ${beyond.join(", ")}.`;
  const text = `${held.length === 0 ? "No capability" : `${count} capabilities`} can be held.${extra}${firstProcess(service, held.length)}`;
  const standing = beyond.length > 0 ? "opened" : held.length > 0 ? "open" : "closed";
  return { ...part, label: "Capabilities", standing, word: `${count}, CapBnd ${capabilityMask(held)}`, text };
}

function defaultSet({ mode }: Engine): readonly CapabilityName[] {
  return mode === "podman" ? PODMAN_DEFAULT : DOCKER_DEFAULT;
}

/** The engine sets no ambient capabilities, so that a process that does not start as uid 0 holds none. */
function firstProcess({ user }: Container, held: number): string {
  const root = user.state === "known" ? user.value.root : undefined;
  if (held === 0 || root === undefined) return "";
  return root
    ? " The first process is root and holds them all."
    : " The first process is not root and holds none of them.";
}

function cell(
  facts: Capability,
  bounding: Setting<readonly CapabilityName[]>,
  service: Container,
  engine: Engine,
): CapabilityCell {
  const { name, permits, technique } = facts;
  const state = stateOf(facts, bounding, engine);
  const danger = state === "dangerous" ? ` ${technique}` : "";
  const text = state === "unknown" && bounding.state === "unknown" ? unknownText(bounding.because) : permits + danger;
  const at = placeOf(name, state, service, bounding.at);
  return {
    id: `capability/${name}`,
    label: name,
    name,
    state,
    standing: STANDINGS[state],
    word: WORDS[state],
    text,
    at,
  };
}

function stateOf({ name, risk }: Capability, bounding: Setting<readonly CapabilityName[]>, engine: Engine): CellState {
  if (bounding.state === "unknown") return "unknown";
  const usual = defaultSet(engine).includes(name);
  if (!bounding.value.includes(name)) return usual ? "dropped" : "absent";
  if (usual) return "default";
  return risk === "critical" || risk === "high" ? "dangerous" : "added";
}

const STANDINGS: Readonly<Record<CellState, Standing>> = {
  default: "open",
  added: "opened",
  dangerous: "opened",
  dropped: "closed",
  absent: "closed",
  unknown: "unknown",
};

const WORDS: Readonly<Record<CellState, string>> = {
  default: "held by default",
  added: "added",
  dangerous: "added, dangerous",
  dropped: "dropped",
  absent: "not given",
  unknown: "unknown",
};

/** The list item that names the capability, or that means all of them; else what decides the set. */
function placeOf(name: CapabilityName, state: CellState, { capabilities }: Container, otherwise: Place): Place {
  const { added, dropped } = capabilities;
  const list: readonly ListedCapability[] =
    state === "added" || state === "dangerous" ? added : state === "dropped" ? dropped : [];
  const item = list.findLast(({ value }) => value === name) ?? list.findLast(({ value }) => value === "ALL");
  return item?.at ?? otherwise;
}
