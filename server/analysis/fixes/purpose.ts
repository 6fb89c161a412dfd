import type { Purpose } from "../facts/image.ts";
import type { ImageProfile } from "../facts/image-profiles.ts";
import type { Fix } from "../model/change.ts";
import { covers, mayHold } from "../model/conditions.ts";
import type { Container } from "../model/container.ts";

/** Something of the host that a fix would take away from a container. */
export type Taken = Purpose["needs"];

/** What the container's image is known to do with it; undefined where it is not known to be made for that. */
export function purposeOf(service: Container, taken: Taken): Purpose | undefined {
  const purposes = service.build ? "unknown" : (service.profile?.purpose ?? "unknown");
  if (purposes === "unknown") return undefined;
  return purposes.find((purpose) => isAbout(purpose.needs, taken) && mayHold(purpose, service));
}

/**
 * Fixes that take something away, as they may be offered: where it is what the image is made for, only by themselves, with a title that says what is lost.
 */
export function keepingPurpose(service: Container, taken: Taken, fixes: readonly Fix[]): readonly Fix[] {
  const purpose = purposeOf(service, taken);
  if (purpose === undefined) return fixes;
  const { profile } = service;
  const lost = `${profile?.name ?? "the image"} ${purpose.why}${purpose.optional ? ", which it can do without" : ""}`;
  return fixes.map(({ preferred: _, ...fix }) => ({ ...fix, title: `${fix.title} (${lost})`, confidence: "low" }));
}

/** Whether an image works only with `privileged`, or with options that come near it. */
export function needsPrivileged(profile: ImageProfile): boolean {
  const { purpose } = profile;
  return purpose !== "unknown" && purpose.some(({ needs, optional }) => "privileged" in needs && optional !== true);
}

function isAbout(needs: Taken, taken: Taken): boolean {
  if ("device" in needs && "device" in taken)
    return covers(needs.device, taken.device) || covers(taken.device, needs.device);
  if ("hostPath" in needs && "hostPath" in taken) return covers(needs.hostPath, taken.hostPath);
  const [[kind, what] = []] = Object.entries(needs);
  return kind !== undefined && Object.entries(taken).some(([other, one]) => other === kind && one === what);
}
