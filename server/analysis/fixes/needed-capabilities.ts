import type { CapabilityName } from "../facts/capabilities.ts";
import type { Evidence } from "../facts/evidence.ts";
import { type ImageProfile, restingOn } from "../facts/image-profiles.ts";
import { type Confidence, confidenceOf, leastConfidence } from "../model/change.ts";
import { mayHold } from "../model/conditions.ts";
import type { Container } from "../model/container.ts";
import { learnedOf, triedHere } from "../model/learned.ts";
import { is, isWritten, knownValue, type Setting } from "../model/setting.ts";
import type { Stage } from "../model/stage.ts";
import { imageFileCapabilities, startNeeds } from "./dockerfile-needs.ts";
import { needsNewPrivileges } from "./new-privileges.ts";

/** The capabilities that a container needs once all are dropped, and how that is known. */
export interface NeededCapabilities {
  readonly names: readonly CapabilityName[];
  /** For a comment behind the new line: whose need it is and what shows it. */
  readonly evidence: string;
  readonly known: Evidence;
  /** What the image does with each, where that is known of it. */
  readonly uses?: ReadonlyMap<CapabilityName, string>;
  /** What follows from how it is known. */
  readonly confidence: Confidence;
}

/**
 * What the container needs beside `cap_drop: [ALL]`; undefined where nobody knows the program or the user that it runs as. A program that is built on
 * a base image is not known by knowing the base, unless it surely does not run as root: then it holds no capability, and only file
 * capabilities could need one.
 */
export function neededCapabilities(service: Container): NeededCapabilities | undefined {
  return withSettings(service, withTrials(service, ofProgram(service)));
}

/** The same without what trials have shown, which decides about no finding. */
export function readCapabilities(service: Container): NeededCapabilities | undefined {
  return withSettings(service, ofProgram(service));
}

function ofProgram(service: Container): NeededCapabilities | undefined {
  return service.build ? ofBuild(service) : ofImage(service);
}

function withSettings(service: Container, own: NeededCapabilities | undefined): NeededCapabilities | undefined {
  if (!own) return undefined;
  const further = [...furtherNeeds(service)].filter(({ name }) => !own.names.includes(name));
  // Whoever drops one of them by name has found that it is not needed.
  const dropped: ReadonlySet<string | undefined> = new Set(service.capabilities.dropped.map(({ value }) => value));
  return {
    names: [...own.names, ...further.map(({ name }) => name)].filter((name) => !dropped.has(name)),
    evidence: [
      own.known === "tried here" ? own.evidence : `${own.evidence}; ${own.known}`,
      ...further.map((one) => `${one.name}: ${one.why}`),
    ].join("; "),
    known: own.known,
    ...(own.uses ? { uses: own.uses } : {}),
    confidence: own.confidence,
  };
}

/**
 * What is known, with what a trial of the project's own has shown. A trial adds to what somebody read or tried with more care and takes nothing away from it; it
 * takes the place of what is guessed or only said.
 */
function withTrials(service: Container, own: NeededCapabilities | undefined): NeededCapabilities | undefined {
  const learned = learnedOf(service);
  if (!learned?.capabilities) return own;
  const { enough } = learned.capabilities;
  const isBetter = own !== undefined && own.known !== "guessed" && own.known !== "documented";
  const missed = isBetter ? enough.filter((name) => !own.names.includes(name)) : [];
  if (isBetter && missed.length === 0) return { ...own, evidence: `${own.evidence}; ${triedHere(learned)}` };
  const names = [...new Set([...(isBetter ? own.names : []), ...enough])];
  return { names, evidence: triedHere(learned), known: "tried here", confidence: confidenceOf("tried here") };
}

function ofImage(service: Container): NeededCapabilities | undefined {
  const { profile } = service;
  const root = knownValue(service.user)?.root;
  if (!profile || root === undefined || (root && startsOtherwise(service))) return undefined;
  return ofProfile(service, profile, root);
}

function ofProfile(service: Container, profile: ImageProfile, root: boolean): NeededCapabilities | undefined {
  const needs = root ? profile.asRoot : profile.asUser;
  if (needs === "unknown") return undefined;
  const uses = new Map(needs.filter((need) => mayHold(need, service)).map(({ name, why }) => [name, why] as const));
  const { becomes } = profile;
  const changes = becomes !== null && becomes !== "unknown" ? becomes : undefined;
  // A process that has given root up holds no capability, so that what it does at work needs none.
  const givesRootUp = !root || (changes !== undefined && changes.workersOnly !== true);
  const known = restingOn(profile, givesRootUp ? ["build", "start"] : ["build", "start", "work"]);
  const why = !root ? "without root" : changes ? `${changes.by} to ${changes.user}` : "stays root";
  return {
    names: [...uses.keys()],
    uses,
    evidence: `what ${profile.name} needs (${why})`,
    known,
    confidence: confidenceOf(known),
  };
}

/** Whether the file has the container start with something else than the image is made for: another entry point, or a shell. */
function startsOtherwise({ entrypoint, command }: Container): boolean {
  const [program] = isWritten(command) ? (knownValue(command) ?? []) : [];
  return isWritten(entrypoint) || (program !== undefined && /(?:^|\/)(?:ba|da|a|z|k)?sh$/.test(program));
}

function ofBuild(service: Container): NeededCapabilities | undefined {
  const { build, user } = service;
  const root = knownValue(user)?.root;
  if (!build?.stage || root === undefined) return undefined;
  return root ? ofBuildAsRoot(service, build.stage) : ofBuildWithoutRoot(service, build.stage);
}

function ofBuildWithoutRoot(service: Container, stage: Stage): NeededCapabilities | undefined {
  const files = imageFileCapabilities(stage);
  if (files === undefined || (files.length === 0 && needsNewPrivileges(service))) return undefined;
  if (files.length === 0)
    return { names: [], evidence: "a user other than root holds none", known: "read", confidence: "high" };
  return { names: files, evidence: "the file capabilities that setcap gives", ...FOLLOWED };
}

function ofBuildAsRoot(service: Container, stage: Stage): NeededCapabilities | undefined {
  if ([service.entrypoint, service.command].some(isOfCompose)) return undefined;
  // How it starts rules most images out, and costs far less to find out than what all commands of the build do.
  const start = service.build && startNeeds(service.build);
  const files = start === undefined ? undefined : imageFileCapabilities(stage);
  if (start === undefined || files === undefined) return undefined;
  if (start === "the base's") {
    const { profile } = stage;
    const base = profile && ofProfile(service, profile, true);
    const confidence = base && leastConfidence([base.confidence, "medium"]);
    return base && confidence && { ...base, names: [...new Set([...base.names, ...files])], confidence };
  }
  const { evidence, followed } = start;
  const names = [...new Set([...start.names, ...files])];
  return followed ? { names, evidence, ...FOLLOWED } : { names, evidence, known: "guessed", confidence: "low" };
}

/** What follows from the commands of a Dockerfile that could be followed, though not from those of the programs that they start. */
const FOLLOWED = { known: "read", confidence: "medium" } as const;

/** Whether a Compose file says so, and not the Dockerfile. */
function isOfCompose({ origin }: Setting<unknown>): boolean {
  return origin === "written" || origin === "inherited";
}

/** What the service's own settings make a root process need, whatever the program. */
function* furtherNeeds(service: Container): Generator<{ readonly name: CapabilityName; readonly why: string }> {
  if (knownValue(service.user)?.root !== true) return;
  const { profile } = service;
  const becomes = profile?.becomes ?? null;
  if (service.source.keys.has("init") && becomes !== null && becomes !== "unknown" && !becomes.workersOnly)
    yield { name: "KILL", why: "the init process passes signals on to another user" };
  const directory = becomes === null ? writableDirectory(service) : undefined;
  if (directory !== undefined) yield { name: "DAC_OVERRIDE", why: `${directory} of the host may be another user's` };
  const onHost = is(service.namespaces.net, "host");
  const lowest = service.sysctls.has(PORT_START) || onHost ? Math.min(...portsOf(service)) : Number.POSITIVE_INFINITY;
  if (lowest < 1024) yield { name: "NET_BIND_SERVICE", why: `port ${lowest} is below 1024` };
  if (onHost && pings(service)) yield { name: "NET_RAW", why: "ping on the host's network" };
}

/** A directory of the host that a root process may write to only with DAC_OVERRIDE, should it be another user's. */
export function directoryOfOthers(service: Container): string | undefined {
  return knownValue(service.user)?.root === false ? undefined : writableDirectory(service);
}

/** A directory of the host that the container may write to. What has an ending is a file, which the engine mounts as it is. */
function writableDirectory({ mounts }: Container): string | undefined {
  const mount = mounts.find(
    ({ type, readOnly, from, sourceText }) =>
      type === "bind" && !readOnly && from === "volumes" && !/\.[\w-]+$/.test(sourceText.replace(/^\.+/, "")),
  );
  return mount?.sourceText;
}

/** The engine lets every user open low ports in a network namespace of the container's own, unless this is set otherwise. */
const PORT_START = "net.ipv4.ip_unprivileged_port_start";

function portsOf({ profile, build }: Container): readonly number[] {
  const published = build || !profile || profile.ports === "unknown" ? [] : profile.ports;
  return [...published, ...(build?.stage?.exposed ?? [])].map(({ port }) => port);
}

function pings({ healthcheck, command, entrypoint }: Container): boolean {
  return [healthcheck, command, entrypoint].some((one) =>
    (knownValue(one) ?? []).some((word) => /(?:^|[\s/])ping6?(?:\s|$)/.test(word)),
  );
}
