import type { Confidence, Fix, ServiceChange } from "../model/change.ts";
import type { Container } from "../model/container.ts";
import { knownValue } from "../model/setting.ts";
import type { Stage } from "../model/stage.ts";
import { givesNewPrivileges } from "../shell/privilege.ts";

/**
 * Whether the container's own program is known to gain privileges when it starts: it runs without root, be it from the start or once the entry point has
 * given root up, and the image needs a file capability, or the Dockerfile installs sudo, sets a set-user-ID bit or gives a file a capability.
 */
export function needsNewPrivileges(service: Container): boolean {
  const { dropsTo, workersOnly } = service.profile ?? {};
  const notRoot = knownValue(service.user)?.root === false || (dropsTo !== undefined && workersOnly !== true);
  if (notRoot && (service.profile?.capsWithUser?.length ?? 0) > 0) return true;
  for (let stage: Stage | undefined = service.build?.stage; stage; stage = stage.parent) {
    if (stage.runs.some((run) => run.instruction === "RUN" && run.script.commands.some(givesNewPrivileges)))
      return true;
  }
  return false;
}

/** Adds `no-new-privileges:true` to the service. */
export function noNewPrivilegesChange(service: Container): ServiceChange {
  const option = "no-new-privileges:true";
  return service.keys.has("security_opt")
    ? { do: "append", service: service.key, path: ["security_opt"], items: [option] }
    : { do: "set", service: service.key, path: ["security_opt"], value: [option] };
}

/** How sure it is that nothing in the container has to gain privileges when it works: `high` where its image or its Dockerfile is known. */
export function noNewPrivilegesConfidence({ profile, build }: Container): Confidence {
  if (build) return build.stage ? "high" : "medium";
  return !profile || profile.base || profile.confidence === "low" ? "medium" : "high";
}

/** The fix that adds it; none where the program needs to gain privileges. */
export function addNoNewPrivileges(service: Container): readonly Fix[] {
  if (needsNewPrivileges(service)) return [];
  const changes = [noNewPrivilegesChange(service)];
  return [{ title: "Add no-new-privileges", safe: false, confidence: noNewPrivilegesConfidence(service), changes }];
}
