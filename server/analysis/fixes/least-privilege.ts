import type { CapabilityName } from "../facts/capabilities.ts";
import type { Fix, ServiceChange } from "../model/change.ts";
import type { Container } from "../model/container.ts";
import { knownValue } from "../model/setting.ts";
import { directoryOfOthers, type NeededCapabilities, neededCapabilities } from "./needed-capabilities.ts";

/**
 * Puts `cap_drop: [ALL]` and what has to stay into the service. Capabilities that are added already are left as they are, but for `ALL`, which would
 * give back what is dropped.
 */
export function dropAllChanges(service: Container, needed: NeededCapabilities | undefined): readonly ServiceChange[] {
  const changes: ServiceChange[] = [listed(service, "cap_drop", ["ALL"], undefined)];
  const added = new Set(service.capabilities.added.map(({ value }) => value));
  const missing = (needed?.names ?? []).filter((name) => !added.has(name));
  if (missing.length > 0) changes.push(listed(service, "cap_add", missing, needed?.evidence));
  for (const { value, at } of service.capabilities.added) if (value === "ALL") changes.push({ do: "remove-at", at });
  return changes;
}

/** Says which capabilities are left, and where that is second hand or unknown, so. */
export function dropAllTitle(service: Container, needed: NeededCapabilities | undefined): string {
  if (!needed) {
    const directory = directoryOfOthers(service);
    const among = directory === undefined ? "" : `, with DAC_OVERRIDE where ${directory} is another user's`;
    return `Drop all capabilities (nobody knows what ${programOf(service)} needs${among})`;
  }
  const kept = needed.names.length > 0 ? ` but ${needed.names.join(", ")}` : "";
  return `Drop all capabilities${kept}${needed.confidence === "low" ? " (known at second hand only)" : ""}`;
}

/** Drops every capability but those that the container is known to need. */
export function dropAll(service: Container): Fix {
  const needed = neededCapabilities(service);
  return {
    title: dropAllTitle(service, needed),
    safe: false,
    confidence: needed?.confidence ?? "low",
    changes: dropAllChanges(service, needed),
  };
}

/** Gives back capabilities that the container needs and that all others stay without. `comment` says what for. */
export function addCapabilities(service: Container, names: readonly CapabilityName[], comment: string): Fix {
  return { title: `Add ${names.join(", ")}`, safe: false, changes: [listed(service, "cap_add", names, comment)] };
}

function programOf(service: Container): string {
  const image = knownValue(service.image);
  if (service.build || !image) return service.build ? "the image built here" : "the image";
  return image.registry === "docker.io" ? image.repository : `${image.registry}/${image.repository}`;
}

/** Adds items to a list of the service; a list that is not there yet is made. */
function listed(service: Container, key: string, items: readonly string[], comment: string | undefined): ServiceChange {
  const noted = comment === undefined ? {} : { comment };
  if (service.source.keys.has(key)) return { do: "append", service: service.key, path: [key], items, ...noted };
  return { do: "set", service: service.key, path: [key], value: items, ...noted };
}
