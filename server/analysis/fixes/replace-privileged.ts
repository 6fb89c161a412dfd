import type { CapabilityName } from "../facts/capabilities.ts";
import { confidenceOf, type Fix, leastConfidence, type ServiceChange } from "../model/change.ts";
import { covers, mayHold, surelyHolds } from "../model/conditions.ts";
import type { Container } from "../model/container.ts";
import { knownValue } from "../model/setting.ts";
import { needsPrivileged } from "./purpose.ts";

/** Devices that every kernel has, so that to name one keeps no container from starting. */
const EVERYWHERE: ReadonlySet<string> = new Set(["/dev/kmsg"]);

/**
 * Puts the capabilities and devices that the image is known to need in the place of `privileged`. None where it needs none or nobody knows, and where
 * another block decides, whose other users may need it. What the image can do without is not given, unless a setting asks for it.
 */
export function replacePrivileged(service: Container): readonly Fix[] {
  const { profile, build, privileged, key } = service;
  if (!profile || build || profile.purpose === "unknown" || needsPrivileged(profile)) return [];
  if (privileged.via !== undefined || privileged.at.file !== key.at.file) return [];
  const evidence = profile.evidence.purpose;
  const needed = profile.purpose.filter((one) => mayHold(one, service));
  const capabilities: CapabilityName[] = [];
  const devices: string[] = [];
  for (const one of needed) {
    const { needs } = one;
    const optional = one.optional === true && !(one.when !== undefined && surelyHolds(one, service));
    if ("capability" in needs && !optional && !isAdded(needs.capability, service)) capabilities.push(needs.capability);
    if ("device" in needs && (!optional || EVERYWHERE.has(needs.device)) && !isThere(needs.device, service))
      devices.push(needs.device);
  }
  const given = [...capabilities, ...devices];
  if (given.length === 0 || evidence === "guessed") return [];
  return [
    {
      title: `Replace privileged by ${given.join(", ")}, which ${profile.name} needs (${evidence})`,
      safe: false,
      confidence: leastConfidence([confidenceOf(evidence), "medium"]),
      alone: `${profile.name} has to be seen to work without privileged`,
      changes: [
        { do: "remove-at", at: privileged.at },
        ...listed(service, "cap_add", capabilities),
        ...listed(service, "devices", devices),
      ],
    },
  ];
}

function listed({ key, source }: Container, name: string, items: readonly string[]): readonly ServiceChange[] {
  if (items.length === 0) return [];
  return source.keys.has(name)
    ? [{ do: "append", service: key, path: [name], items }]
    : [{ do: "set", service: key, path: [name], value: items }];
}

function isAdded(name: CapabilityName, { capabilities }: Container): boolean {
  return capabilities.added.some(({ value }) => value === name || value === "ALL");
}

function isThere(path: string, { devices, mounts }: Container): boolean {
  const isMounted = mounts.some(({ type, target }) => type === "bind" && covers(target, path));
  return isMounted || devices.some(({ value }) => covers(knownValue(value)?.target ?? "", path));
}
