import type { Fix, ServiceChange } from "../model/change.ts";
import type { Hardening } from "../model/hardening.ts";
import type { Service } from "../model/service.ts";
import { dropAllChanges, neededCapabilities } from "./least-privilege.ts";
import { needsNewPrivileges, noNewPrivilegesChange } from "./new-privileges.ts";
import { readOnlyChanges } from "./read-only.ts";

/**
 * Raises at once every wall of the list that is known not to break the container. Limits are left out, since only the operator knows how much
 * the program needs. None where nothing is known to be right.
 */
export function harden(service: Service, missing: ReadonlySet<Hardening>): readonly Fix[] {
  const changes: ServiceChange[] = [];
  const needed = missing.has("capabilities") ? neededCapabilities(service) : undefined;
  if (needed) changes.push(...dropAllChanges(service, needed));
  if (missing.has("privileges") && !needsNewPrivileges(service)) changes.push(noNewPrivilegesChange(service));
  if (missing.has("rootfs")) changes.push(...(readOnlyChanges(service) ?? []));
  return changes.length === 0
    ? []
    : [{ title: `Harden service "${service.name}"`, safe: false, preferred: true, changes }];
}
