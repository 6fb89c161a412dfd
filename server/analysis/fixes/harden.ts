import { type Change, type Confidence, type Fix, leastConfidence, type ServiceChange } from "../model/change.ts";
import type { Container } from "../model/container.ts";
import type { Hardening } from "../model/hardening.ts";
import { usesOf } from "./capability-uses.ts";
import { dropAllChanges, dropAllTitle } from "./least-privilege.ts";
import { neededCapabilities } from "./needed-capabilities.ts";
import { needsNewPrivileges, noNewPrivilegesChange, noNewPrivilegesConfidence } from "./new-privileges.ts";
import { readOnlyChanges } from "./read-only.ts";
import { runAsKnownUser } from "./user.ts";

/**
 * One wall to raise. `label` says what is done, `why` what shows that the container goes on working. Whoever hardens gets the parts of high
 * confidence and may ask for the others.
 */
export interface HardeningPart {
  readonly label: string;
  readonly why: string;
  readonly confidence: Confidence;
  readonly changes: readonly ServiceChange[];
  /** Set where files outside of the container have to fit, so that it is never done unless somebody picks this very part. */
  readonly onlyPicked?: true;
}

/**
 * The walls of the list that can be raised and are known not to break the container, each by itself, with the user last, since the capabilities are
 * those that the entry point needs as root. Limits are left out, since only the operator knows how much the program needs.
 */
export function hardeningParts(service: Container, missing: ReadonlySet<Hardening>): readonly HardeningPart[] {
  const parts: HardeningPart[] = [];
  const needed = missing.has("capabilities") ? neededCapabilities(service) : undefined;
  if (needed && needed.confidence !== "low") {
    const { evidence, confidence } = needed;
    const label = dropAllTitle(service, needed);
    const kept = needed.names.length > 0 ? `: ${usesOf(needed.names)}` : "";
    parts.push({ label, why: `${evidence}${kept}`, confidence, changes: dropAllChanges(service, needed) });
  }
  if (missing.has("privileges") && !needsNewPrivileges(service)) {
    const confidence = noNewPrivilegesConfidence(service);
    const changes = [noNewPrivilegesChange(service)];
    parts.push({ label: "Add no-new-privileges", why: NO_NEW_PRIVILEGES, confidence, changes });
  }
  const readOnly = missing.has("rootfs") ? readOnlyChanges(service) : undefined;
  if (readOnly) {
    const confidence = service.profile?.confidence ?? "low";
    parts.push({ label: "Make the root file system read-only", why: READ_ONLY, confidence, changes: readOnly });
  }
  return [...parts, ...(missing.has("user") ? userParts(service) : [])];
}

/** The capabilities that are kept for an entry point of root are then held by nobody, so it goes together with every choice of the others. */
function userParts(service: Container): readonly HardeningPart[] {
  return runAsKnownUser(service, undefined).map(({ title, changes }) => ({
    label: title,
    why: "the image is made to run as this user; what is in its volumes has to belong to it",
    confidence: "medium",
    changes: changes.filter(isOfService),
    onlyPicked: true,
  }));
}

function isOfService(change: Change): change is ServiceChange {
  return "service" in change;
}

/** Raises all of them at once, or those of high confidence where there are some. None where nothing is known to be right. */
export function harden(service: Container, missing: ReadonlySet<Hardening>): readonly Fix[] {
  const parts = hardeningParts(service, missing).filter(({ onlyPicked }) => onlyPicked !== true);
  const sure = parts.filter(({ confidence }) => confidence === "high");
  const chosen = sure.length > 0 ? sure : parts;
  if (chosen.length === 0) return [];
  const confidence = leastConfidence(chosen.map((part) => part.confidence));
  const changes = chosen.flatMap((part) => part.changes);
  return [
    {
      title: `Harden ${service.kind === "job" ? "job" : "service"} "${service.name}"`,
      safe: false,
      preferred: true,
      confidence,
      changes,
    },
  ];
}

const NO_NEW_PRIVILEGES = "nothing in the image is known to gain privileges when it starts";
const READ_ONLY = "what the image writes to becomes a tmpfs or is mounted already";
