import type { Container } from "../../model/container.ts";
import type { Related } from "../../model/finding.ts";
import type { Place } from "../../text/span.ts";

/** What a message calls a container: `Service "web"`. */
export function named(service: Container): string {
  return service.kind === "service" ? `Service "${service.name}"` : `The pre_start container "${service.name}"`;
}

/** The same in the middle of a sentence. */
export function namedInside(service: Container): string {
  return service.kind === "service" ? `service "${service.name}"` : `the pre_start container "${service.name}"`;
}

/**
 * Where a container got something that is decided elsewhere: the alias, merge key, `extends` or `build` in its own block,
 * or the container's key where all that is known is that the deciding place lies in another file.
 */
export function inheritedFrom(
  service: Container,
  decided: { readonly at: Place; readonly via?: Place },
): readonly Related[] {
  const at = decided.via ?? (decided.at.file === service.at.file ? undefined : service.at);
  return at ? [{ at, message: `${named(service)} gets it from there.` }] : [];
}
