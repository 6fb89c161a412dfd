import { CAPABILITIES, type CapabilityName, normaliseCapability } from "../../facts/capabilities.ts";
import { type Engine, isEngineSince } from "../../facts/engine.ts";
import { modeOf } from "../../facts/engine-modes.ts";
import type { Capabilities, ListedCapability } from "../../model/container.ts";
import { byDefault, is, type Setting } from "../../model/setting.ts";
import { hasUnresolved } from "../../yaml/tree.ts";
import { because, type ServiceReader } from "../syntax/service-reader.ts";

const ALL: readonly CapabilityName[] = CAPABILITIES.map(({ name }) => name);

/** What `cap_add`, `cap_drop` and `privileged` of a service make of its capabilities. */
export function capabilitiesOf(reader: ServiceReader, privileged: Setting<boolean>, engine: Engine): Capabilities {
  const dropped = names(reader, "cap_drop");
  const refused = refusedCapabilities(reader, engine);
  const added = names(reader, "cap_add").filter(({ at }) => refused.every((one) => one.at !== at));
  const given = bounding(reader, privileged, added, dropped, engine);
  return { added, dropped, bounding: given, ambient: ambient(added, engine) };
}

/** What stands in `cap_add` and in `cap_drop` too, where the engine refuses that. */
export function refusedCapabilities(reader: ServiceReader, engine: Engine): readonly ListedCapability[] {
  if (modeOf(engine).capabilityInBoth === "granted") return [];
  const dropped = new Set(names(reader, "cap_drop").map(({ value }) => value));
  return names(reader, "cap_add").filter(({ value }) => value !== undefined && dropped.has(value));
}

/** Capabilities of a container that nothing was said about, or of one with every privilege. */
export function plainCapabilities(privileged: Setting<boolean>, engine: Engine): Capabilities {
  const set: Setting<readonly CapabilityName[]> =
    privileged.state === "unknown"
      ? privileged
      : { ...privileged, value: privileged.value ? all(engine) : defaults(engine) };
  return { added: [], dropped: [], bounding: set, ambient: [] };
}

function names(reader: ServiceReader, key: "cap_add" | "cap_drop"): readonly ListedCapability[] {
  return reader.texts(key).map(({ text, at, via }) => ({
    value: normaliseCapability(text),
    text,
    at,
    ...(via === undefined ? {} : { via }),
  }));
}

/** What the engine means by all capabilities. */
function all(engine: Engine): readonly CapabilityName[] {
  const { newestCapabilitiesSince: since } = modeOf(engine);
  return since === undefined || isEngineSince(engine, since) ? ALL : ALL.filter((name) => !NEWEST.has(name));
}

const NEWEST: ReadonlySet<CapabilityName> = new Set<CapabilityName>(["PERFMON", "BPF", "CHECKPOINT_RESTORE"]);

function defaults(engine: Engine): readonly CapabilityName[] {
  return modeOf(engine).defaultCapabilities;
}

function ambient(added: readonly ListedCapability[], engine: Engine): readonly CapabilityName[] {
  if (!modeOf(engine).ambient || added.length === 0) return [];
  const names = new Set(added.map(({ value }) => value));
  return names.has("ALL") ? ALL : ALL.filter((name) => names.has(name));
}

function bounding(
  reader: ServiceReader,
  privileged: Setting<boolean>,
  added: readonly ListedCapability[],
  dropped: readonly ListedCapability[],
  engine: Engine,
): Setting<readonly CapabilityName[]> {
  if (is(privileged, true)) return { ...privileged, state: "known", value: all(engine) };
  if (privileged.state === "unknown") return privileged;
  const unclear = [...reader.texts("cap_add"), ...reader.texts("cap_drop")].find(({ text }) => hasUnresolved(text));
  if (unclear !== undefined) {
    const { value, origin, at, via } = unclear;
    return { state: "unknown", because: because(value), origin, at, ...(via === undefined ? {} : { via }) };
  }
  const key = reader.entry("cap_drop") ?? reader.entry("cap_add");
  const set = tweak(defaults(engine), added, dropped, all(engine));
  if (key === undefined) return byDefault(set, reader.at);
  return { state: "known", value: set, ...reader.decided(key), at: key.key };
}

/**
 * The engine's own arithmetic: `ALL` in `cap_add` is looked at first and only named drops are taken from it; then `ALL` in `cap_drop` leaves what
 * is added; else the default set loses the drops and gains the additions, so that a name in both lists is granted.
 * Source: https://github.com/moby/moby/blob/master/daemon/pkg/oci/caps/utils.go
 */
function tweak(
  basis: readonly CapabilityName[],
  added: readonly ListedCapability[],
  dropped: readonly ListedCapability[],
  every: readonly CapabilityName[],
): readonly CapabilityName[] {
  if (added.length === 0 && dropped.length === 0) return basis;
  const add = new Set(added.map(({ value }) => value));
  const drop = new Set(dropped.map(({ value }) => value));
  if (add.has("ALL")) return every.filter((name) => !drop.has(name));
  const kept = drop.has("ALL") ? [] : basis.filter((name) => !drop.has(name));
  return ALL.filter((name) => kept.includes(name) || add.has(name));
}
