import {
  CAPABILITIES,
  type CapabilityName,
  DOCKER_DEFAULT,
  normaliseCapability,
  PODMAN_DEFAULT,
} from "../../facts/capabilities.ts";
import type { Engine } from "../../facts/engine.ts";
import type { Capabilities, ListedCapability } from "../../model/container.ts";
import { byDefault, is, type Setting } from "../../model/setting.ts";
import { hasUnresolved } from "../../yaml/tree.ts";
import { because, type ServiceReader } from "../syntax/service-reader.ts";

const ALL: readonly CapabilityName[] = CAPABILITIES.map(({ name }) => name);

/** What `cap_add`, `cap_drop` and `privileged` of a service make of its capabilities. */
export function capabilitiesOf(reader: ServiceReader, privileged: Setting<boolean>, engine: Engine): Capabilities {
  const added = names(reader, "cap_add");
  const dropped = names(reader, "cap_drop");
  return { added, dropped, bounding: bounding(reader, privileged, added, dropped, engine) };
}

/** Capabilities of a container that nothing was said about, or of one with every privilege. */
export function plainCapabilities(privileged: Setting<boolean>, engine: Engine): Capabilities {
  const set: Setting<readonly CapabilityName[]> =
    privileged.state === "unknown" ? privileged : { ...privileged, value: privileged.value ? ALL : defaults(engine) };
  return { added: [], dropped: [], bounding: set };
}

function names(reader: ServiceReader, key: "cap_add" | "cap_drop"): readonly ListedCapability[] {
  return reader.texts(key).map(({ text, at, via }) => ({
    value: normaliseCapability(text),
    text,
    at,
    ...(via === undefined ? {} : { via }),
  }));
}

function defaults(engine: Engine): readonly CapabilityName[] {
  return engine.mode === "podman" ? PODMAN_DEFAULT : DOCKER_DEFAULT;
}

function bounding(
  reader: ServiceReader,
  privileged: Setting<boolean>,
  added: readonly ListedCapability[],
  dropped: readonly ListedCapability[],
  engine: Engine,
): Setting<readonly CapabilityName[]> {
  if (is(privileged, true)) return { ...privileged, state: "known", value: ALL };
  if (privileged.state === "unknown") return privileged;
  const unclear = [...reader.texts("cap_add"), ...reader.texts("cap_drop")].find(({ text }) => hasUnresolved(text));
  if (unclear !== undefined) {
    const { value, origin, at, via } = unclear;
    return { state: "unknown", because: because(value), origin, at, ...(via === undefined ? {} : { via }) };
  }
  const key = reader.entry("cap_drop") ?? reader.entry("cap_add");
  const set = tweak(defaults(engine), added, dropped);
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
): readonly CapabilityName[] {
  if (added.length === 0 && dropped.length === 0) return basis;
  const add = new Set(added.map(({ value }) => value));
  const drop = new Set(dropped.map(({ value }) => value));
  if (add.has("ALL")) return ALL.filter((name) => !drop.has(name));
  const kept = drop.has("ALL") ? [] : basis.filter((name) => !drop.has(name));
  return ALL.filter((name) => kept.includes(name) || add.has(name));
}
