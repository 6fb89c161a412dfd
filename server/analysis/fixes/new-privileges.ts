import { type Evidence, weakest } from "../facts/evidence.ts";
import { restingOn } from "../facts/image-profiles.ts";
import { type Confidence, confidenceOf, type Fix, type ServiceChange } from "../model/change.ts";
import { mayHold } from "../model/conditions.ts";
import type { Container } from "../model/container.ts";
import { learnedOf, triedHere } from "../model/learned.ts";
import { isWritten, knownValue, type Setting } from "../model/setting.ts";
import { layersOf } from "../model/stage.ts";
import { givesNewPrivileges } from "../shell/privilege.ts";
import { startedProfile } from "./started-image.ts";

/**
 * Whether the container's own program is known to gain privileges when it works: it runs without root, be it from the start or once the entry point has
 * given root up, and the image has a program for it, or the Dockerfile installs sudo, sets a set-user-ID bit or gives a file a capability. So it is where a
 * copy of the container failed without.
 */
export function needsNewPrivileges(service: Container): boolean {
  if (learnedOf(service)?.noNewPrivileges?.works === false) return true;
  const { becomes = null, asUser = "unknown", gains = "unknown" } = service.profile ?? {};
  const givesRootUp = becomes !== null && becomes !== "unknown" && becomes.workersOnly !== true;
  const notRoot = knownValue(service.user)?.root === false || givesRootUp;
  if (notRoot && asUser !== "unknown" && asUser.some((need) => mayHold(need, service))) return true;
  // Workers of a root process and what a shell of root starts as another user gain privileges too.
  if (gains !== "unknown" && gains.some((gain) => mayHold(gain, service))) return true;
  for (const stage of layersOf(service.build?.stage)) {
    if (stage.runs.some((run) => run.instruction === "RUN" && run.script.commands.some(givesNewPrivileges)))
      return true;
  }
  return false;
}

/** Adds `no-new-privileges:true` to the service. */
export function noNewPrivilegesChange(service: Container): ServiceChange {
  const option = "no-new-privileges:true";
  return service.source.keys.has("security_opt")
    ? { do: "append", service: service.key, path: ["security_opt"], items: [option] }
    : { do: "set", service: service.key, path: ["security_opt"], value: [option] };
}

/** How it is known that nothing in the container has to gain privileges: by its Dockerfile, by what is known of its image, or not at all. */
function noNewPrivilegesEvidence(service: Container): Evidence {
  const { profile, build } = service;
  const otherwise = learnedOf(service)?.noNewPrivileges?.works ? "tried here" : "documented";
  if (build) return build.stage ? "read" : otherwise;
  if (!profile || profile.kind === "base" || profile.gains === "unknown") return otherwise;
  const read = weakest([restingOn(profile, ["build", "start"]), "read"]);
  return read === "read" ? read : otherwise === "tried here" ? otherwise : read;
}

/** What shows that it takes nothing away from the container. */
export function noNewPrivilegesReason(service: Container): string {
  const learned = learnedOf(service);
  const tried = learned?.noNewPrivileges?.works ? `; ${triedHere(learned)}` : "";
  const evidence = noNewPrivilegesEvidence(service);
  const known = evidence === "tried here" ? tried : `; ${evidence}${tried}`;
  return `nothing in the image is known to gain privileges when it starts${known}`;
}

/** How sure that is. Programs that gain privileges are rare, so that even where nobody looked it is no mere guess. */
export function noNewPrivilegesConfidence(service: Container): Confidence {
  const confidence = confidenceOf(noNewPrivilegesEvidence(service));
  return confidence === "low" ? "medium" : confidence;
}

/**
 * Whether no correct container can notice it: the image that starts was tried with it, or its build file was read and holds nothing that has to gain privileges,
 * and nothing that the file itself has run there asks for more. What a Dockerfile builds is left out: its program may call what the base brings along.
 */
function isUnnoticed(service: Container): boolean {
  const profile = startedProfile(service);
  if (!profile || profile.kind === "base" || profile.gains === "unknown" || needsNewPrivileges(service)) return false;
  const evidence = noNewPrivilegesEvidence(service);
  const isKnown = evidence === "tried" || evidence === "read";
  const words = [service.command, service.healthcheck, ...service.hooks.map(({ command }) => command)];
  return isKnown && profile.asUser !== "unknown" && !words.some(mayRaise);
}

/** Programs that raise whoever starts them, by their set-user-ID bit or a file capability. */
const RAISING =
  /(?:^|[\s/;&|(])(?:sudo|doas|su|ping6?|newuidmap|newgidmap|fusermount3?|mount|umount|passwd|chsh|traceroute|arping)(?:\s|$)/;

function mayRaise(words: Setting<readonly string[] | null>): boolean {
  if (words.state === "unknown") return isWritten(words);
  return (words.value ?? []).some((word) => RAISING.test(word));
}

/** The fix that adds it; none where the program needs to gain privileges. */
export function addNoNewPrivileges(service: Container): readonly Fix[] {
  if (needsNewPrivileges(service)) return [];
  const changes = [noNewPrivilegesChange(service)];
  const confidence = noNewPrivilegesConfidence(service);
  return [{ title: "Add no-new-privileges", safe: isUnnoticed(service), confidence, changes }];
}
