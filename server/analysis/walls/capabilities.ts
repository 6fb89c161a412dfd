import {
  CAPABILITIES,
  type Capability,
  type CapabilityName,
  capability,
  capabilityMask,
  DOCKER_DEFAULT,
} from "../facts/capabilities.ts";
import type { Engine } from "../facts/engine.ts";
import { modeOf } from "../facts/engine-modes.ts";
import { usesOf } from "../fixes/capability-uses.ts";
import { dropAll, dropAllChanges, dropAllTitle } from "../fixes/least-privilege.ts";
import { neededCapabilities } from "../fixes/needed-capabilities.ts";
import type { Container, ListedCapability } from "../model/container.ts";
import { is, type Setting } from "../model/setting.ts";
import { spelledWith } from "../model/spelling.ts";
import type { Place } from "../text/span.ts";
import {
  decided,
  GRADES,
  type HardeningPart,
  type Standing,
  together,
  UNKNOWN,
  unknownState,
  type Wall,
  type WallState,
  WORST,
} from "./wall.ts";

const PATH = "capabilities";

/** The set as a whole: which capabilities can be held, and whether the first process holds them. */
export const capabilities: Wall = {
  path: PATH,
  label: "Capabilities",
  group: "capabilities",
  shape: "set",
  verdict: "keeps the engine's default capabilities",
  read(container, { engine }) {
    const bounding = decided(container, PATH, container.capabilities.bounding);
    const base = { id: PATH, path: PATH, label: "Capabilities", at: bounding.at };
    if (bounding.state === "unknown") return [{ ...base, ...unknownState(bounding.because) }];
    const held = bounding.value;
    const beyond = held.filter((name) => !modeOf(engine).defaultCapabilities.includes(name));
    const standing = beyond.length > 0 ? "opened" : held.length > 0 ? "open" : "closed";
    const extra = beyond.length === 0 ? "" : ` Beyond the default set: ${beyond.join(", ")}.`;
    const count = held.length === 0 ? "No capability" : `${held.length} of ${CAPABILITIES.length} capabilities`;
    const text = `${count} can be held (CapBnd ${capabilityMask(held)}).${extra}${firstProcess(container, held)}`;
    const word = setWord(held, modeOf(engine).defaultCapabilities) + heldByNone(container, held);
    const state: CapabilitySet = { ...base, standing, word, text, ...masks(container, held) };
    return [state];
  },
  aspects: [
    {
      id: "added-capabilities",
      weight: 1500,
      open: "Capabilities beyond the default set can be held",
      closed: "No capability beyond the default set can be held",
      chosen: true,
      reaches: { fragile: WORST * GRADES.critical, weakened: WORST * GRADES.high },
      reason: (container) => `can hold ${beyondDefault(container)}`,
      assess: ({ capabilities: { bounding } }) =>
        bounding.state === "unknown"
          ? UNKNOWN
          : together(
              bounding.value
                .map((name) => capability(name))
                .map((facts) => (facts === undefined || facts.dockerDefault ? 0 : GRADES[facts.risk])),
            ),
    },
    {
      id: "default-capabilities",
      weight: 500,
      open: "All capabilities of the default set can be held",
      closed: "No capability of the default set can be held",
      reason: () => "keeps the engine's default capabilities",
      assess: ({ capabilities: { bounding } }) =>
        bounding.state === "unknown"
          ? UNKNOWN
          : DOCKER_DEFAULT.filter((name) => bounding.value.includes(name)).length / DOCKER_DEFAULT.length,
    },
  ],
  hardening: {
    lacks: (container) => spelledWith(container, "cap_drop", "ALL"),
    // An empty `cap_drop` is a choice too.
    isUndecided({ capabilities: { dropped }, source: { keys }, privileged }) {
      const isChosen = keys.has("cap_drop") && dropped.length === 0;
      return !isChosen && !dropped.some(({ value }) => value === "ALL") && is(privileged, false);
    },
    parts: dropAllParts,
    fixes: (container) => [dropAll(container)],
  },
};

/** The gravest capability that no other container has, and how many more there are. */
function beyondDefault({ capabilities: { bounding } }: Container): string {
  const held = bounding.state === "known" ? bounding.value : [];
  const beyond = CAPABILITIES.filter(({ name, dockerDefault }) => !dockerDefault && held.includes(name));
  const [first, ...others] = beyond.sort((a, b) => GRADES[b.risk] - GRADES[a.risk]);
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return `${first?.name ?? "more capabilities than it needs"}${more}`;
}

function dropAllParts(container: Container): readonly HardeningPart[] {
  const needed = neededCapabilities(container);
  if (!needed || needed.confidence === "low") return [];
  const { evidence, confidence, names } = needed;
  const why = names.length > 0 ? `${evidence}: ${usesOf(needed)}` : evidence;
  return [{ label: dropAllTitle(container, needed), why, confidence, changes: dropAllChanges(container, needed) }];
}

/** The set as a whole. The masks are those of /proc/PID/status; `effective` is the first process's, undefined where nobody knows its uid. */
export interface CapabilitySet extends WallState {
  readonly bounding: string;
  readonly effective: string | undefined;
}

/** Tells the set as a whole, where it is known, from other states. */
export function isCapabilitySet(state: WallState): state is CapabilitySet {
  return "bounding" in state;
}

function masks(container: Container, held: readonly CapabilityName[]): Pick<CapabilitySet, "bounding" | "effective"> {
  const own = ownOf(container, held);
  return { bounding: capabilityMask(held), effective: own && capabilityMask(own) };
}

/** What the first process holds: all as root, what is ambient as another user; undefined where nobody knows whether it is root. */
function ownOf(
  { user, capabilities: { ambient } }: Container,
  held: readonly CapabilityName[],
): readonly CapabilityName[] | undefined {
  const isRoot = user.state === "known" ? user.value.root : undefined;
  return isRoot === undefined ? undefined : isRoot ? held : ambient;
}

/** The default set is not spelled out, since readers look for what differs from it; nor are more than a few names beside nearly all. */
function setWord(names: readonly CapabilityName[], usual: readonly CapabilityName[]): string {
  if (names.length === 0) return "none";
  if (names.length === CAPABILITIES.length) return `all ${names.length}`;
  const missing = CAPABILITIES.map(({ name }) => name).filter((name) => !names.includes(name));
  if (missing.length <= FEW) return `all but ${missing.join(", ")}`;
  if (!usual.every((name) => names.includes(name))) return names.join(", ");
  const beyond = names.filter((name) => !usual.includes(name));
  const base = `the default ${usual.length}`;
  return beyond.length === 0 ? base : `${base} and ${beyond.join(", ")}`;
}

const FEW = 12;

function heldByNone(container: Container, held: readonly CapabilityName[]): string {
  return held.length > 0 && ownOf(container, held)?.length === 0 ? "; the first process holds none of them" : "";
}

function firstProcess(container: Container, held: readonly CapabilityName[]): string {
  const own = ownOf(container, held);
  if (held.length === 0 || own === undefined) return "";
  if (own === held) return " The first process is root and holds them all.";
  const which = own.length === 0 ? "none of them" : own.join(", ");
  return ` The first process is not root and holds ${which}.`;
}

/**
 * What became of one capability. `default` is held because the engine gives it to everyone; `dangerous` is held beyond that, and leads to the host;
 * `dropped` was taken from the default set, and `absent` never was in it.
 */
export type CapabilityFate = "default" | "added" | "dangerous" | "dropped" | "absent" | "unknown";

/** One of the 41 capabilities. */
export interface CapabilityState extends WallState {
  readonly name: CapabilityName;
  readonly fate: CapabilityFate;
}

/** The 41 capabilities by number, and what became of each. */
export function eachCapability(container: Container, engine: Engine): readonly CapabilityState[] {
  const bounding = decided(container, PATH, container.capabilities.bounding);
  return CAPABILITIES.map((facts) => capabilityState(facts, bounding, container, engine));
}

function capabilityState(
  facts: Capability,
  bounding: Setting<readonly CapabilityName[]>,
  container: Container,
  engine: Engine,
): CapabilityState {
  const { name, permits, technique } = facts;
  const fate = fateOf(facts, bounding, engine);
  const base = { id: `${PATH}.${name}`, path: undefined, label: name, name, fate };
  const at = placeOf(name, fate, container, bounding.at);
  if (bounding.state === "unknown") return { ...base, at, ...unknownState(bounding.because) };
  const text = fate === "dangerous" ? `${permits} ${technique}` : permits;
  return { ...base, at, standing: STANDINGS[fate], word: WORDS[fate], text };
}

function fateOf(
  { name, risk }: Capability,
  bounding: Setting<readonly CapabilityName[]>,
  engine: Engine,
): CapabilityFate {
  if (bounding.state === "unknown") return "unknown";
  const usual = modeOf(engine).defaultCapabilities.includes(name);
  if (!bounding.value.includes(name)) return usual ? "dropped" : "absent";
  if (usual) return "default";
  return risk === "critical" || risk === "high" ? "dangerous" : "added";
}

const STANDINGS: Readonly<Record<CapabilityFate, Standing>> = {
  default: "open",
  added: "opened",
  dangerous: "opened",
  dropped: "closed",
  absent: "closed",
  unknown: "unknown",
};

const WORDS: Readonly<Record<CapabilityFate, string>> = {
  default: "held by default",
  added: "added",
  dangerous: "added, dangerous",
  dropped: "dropped",
  absent: "not given",
  unknown: "unknown",
};

/** The list item that names the capability, or that means all of them; else what decides the set. */
function placeOf(
  name: CapabilityName,
  fate: CapabilityFate,
  { capabilities: set }: Container,
  otherwise: Place,
): Place {
  const list: readonly ListedCapability[] =
    fate === "added" || fate === "dangerous" ? set.added : fate === "dropped" ? set.dropped : [];
  const item = list.findLast(({ value }) => value === name) ?? list.findLast(({ value }) => value === "ALL");
  return item?.at ?? otherwise;
}
