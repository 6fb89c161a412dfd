import type { Fix, ServiceChange } from "../model/change.ts";
import type { Hardening } from "../model/hardening.ts";
import type { Service } from "../model/service.ts";
import { dropAllChanges, neededCapabilities } from "./least-privilege.ts";
import { needsNewPrivileges, noNewPrivilegesChange } from "./new-privileges.ts";
import { readOnlyChanges } from "./read-only.ts";

/** One wall to raise. `label` says what is done, `why` what shows that the container goes on working. */
export interface HardeningPart {
  readonly label: string;
  readonly why: string;
  readonly changes: readonly ServiceChange[];
}

/**
 * The walls of the list that can be raised and are known not to break the container, each by itself. Limits are left out, since only the operator
 * knows how much the program needs.
 */
export function hardeningParts(service: Service, missing: ReadonlySet<Hardening>): readonly HardeningPart[] {
  const parts: HardeningPart[] = [];
  const needed = missing.has("capabilities") ? neededCapabilities(service) : undefined;
  if (needed) {
    const label = needed.names.length > 0 ? `Drop all capabilities but ${needed.names.join(", ")}` : DROP_ALL;
    parts.push({ label, why: needed.evidence, changes: dropAllChanges(service, needed) });
  }
  if (missing.has("privileges") && !needsNewPrivileges(service)) {
    parts.push({ label: "Add no-new-privileges", why: NO_NEW_PRIVILEGES, changes: [noNewPrivilegesChange(service)] });
  }
  const readOnly = missing.has("rootfs") ? readOnlyChanges(service) : undefined;
  if (readOnly) {
    parts.push({ label: "Make the root file system read-only", why: READ_ONLY, changes: readOnly });
  }
  return parts;
}

/** Raises all of them at once. None where nothing is known to be right. */
export function harden(service: Service, missing: ReadonlySet<Hardening>): readonly Fix[] {
  const changes = hardeningParts(service, missing).flatMap((part) => part.changes);
  return changes.length === 0
    ? []
    : [{ title: `Harden service "${service.name}"`, safe: false, preferred: true, changes }];
}

const DROP_ALL = "Drop all capabilities";
const NO_NEW_PRIVILEGES = "nothing in the image is known to gain privileges when it starts";
const READ_ONLY = "what the image writes to becomes a tmpfs or is mounted already";
