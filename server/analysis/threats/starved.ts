import type { Engine } from "../facts/engine.ts";
import type { Evidence } from "../facts/evidence.ts";
import type { CapabilityNeed, WrittenPath } from "../facts/image.ts";
import { restingOn } from "../facts/image-profiles.ts";
import { fileCapabilitiesOfStart, sureNeeds } from "../fixes/dockerfile-needs.ts";
import { openPaths } from "../fixes/read-only.ts";
import { startedProfile } from "../fixes/started-image.ts";
import { OTHERS_READ } from "../fixes/user.ts";
import { covers, surelyHolds } from "../model/conditions.ts";
import type { Container, ListedCapability } from "../model/container.ts";
import type { Mount } from "../model/mount.ts";
import { is, isWritten, knownValue } from "../model/setting.ts";
import type { Fileless } from "../model/starting.ts";

/** How it is known what a container needs, as the end of "needs (…)". */
export type Shown = "tried" | "read in its start script" | "read in the Dockerfile";

/** Capabilities that a container was denied. */
export interface DeniedCapabilities {
  /** What drops them. */
  readonly dropped: ListedCapability;
  readonly needs: readonly CapabilityNeed[];
  /** The program: the image's name, or what the service builds. */
  readonly program: string;
  readonly shown: Shown;
}

/**
 * The capabilities that `cap_drop: [ALL]` takes from a container and that it is shown to fail without. Those that it might do without are
 * among them where others are lacking too. Undefined where nothing is lacking, and where nobody has seen what the container starts.
 */
export function deniedCapabilities(service: Container): DeniedCapabilities | undefined {
  const {
    capabilities,
    source: { partial },
  } = service;
  const dropped = capabilities.dropped.find(({ value }) => value === "ALL");
  const given = knownValue(capabilities.bounding);
  if (!dropped || given === undefined || partial !== undefined || is(service.privileged, true)) return undefined;
  const known = service.build ? needsOfBuild(service) : needsOfImage(service);
  if (!known) return undefined;
  // Whoever drops one of them by name has found that it is not needed.
  const refused: ReadonlySet<string | undefined> = new Set(capabilities.dropped.map(({ value }) => value));
  const needs = known.needs.filter(({ name }) => !given.includes(name) && !refused.has(name));
  return needs.some(({ fails }) => fails !== false) ? { dropped, ...known, needs } : undefined;
}

function needsOfImage(service: Container): Pick<DeniedCapabilities, "needs" | "program" | "shown"> | undefined {
  const profile = startedProfile(service);
  const root = knownValue(service.user)?.root;
  const shown = profile && shownBy(restingOn(profile, ["build", "start"]));
  if (!profile || !shown || root === undefined) return undefined;
  const needs = root ? profile.asRoot : profile.asUser;
  if (needs === "unknown") return undefined;
  return { needs: needs.filter((need) => surelyHolds(need, service)), program: profile.name, shown };
}

function needsOfBuild(service: Container): Pick<DeniedCapabilities, "needs" | "program" | "shown"> | undefined {
  const { build, user, entrypoint, command } = service;
  const root = knownValue(user)?.root;
  // Nothing but the Dockerfile may decide what starts.
  const decidedElsewhere = [entrypoint, command].some(({ origin }) => origin === "written" || origin === "inherited");
  if (!build || root === undefined || decidedElsewhere) return undefined;
  const ofFiles = fileCapabilitiesOfStart(build).map((name) => ({
    name,
    why: "starts its program, which carries it by setcap",
  }));
  const needs = [...(root ? sureNeeds(build) : []), ...ofFiles];
  return { needs, program: "the image built here", shown: "read in the Dockerfile" };
}

function shownBy(evidence: Evidence): Shown | undefined {
  if (evidence === "tried") return "tried";
  return evidence === "read" ? "read in its start script" : undefined;
}

/** Places that a container cannot write to, though its start or work fails there. */
export interface ClosedPaths {
  readonly paths: readonly WrittenPath[];
  /** All that the image writes to and that nothing is mounted at. */
  readonly open: readonly WrittenPath[];
  readonly program: string;
  readonly shown: Shown;
}

/** What a read-only root file system keeps a published image from writing, where it is shown to fail for it. */
export function closedPaths(service: Container): ClosedPaths | undefined {
  const profile = startedProfile(service);
  if (!profile || profile.writes === "unknown" || !is(service.rootfs, "read-only")) return undefined;
  if (service.source.partial !== undefined || service.volumesFrom.length > 0) return undefined;
  const held = service.mounts.map(({ target }) => real(target));
  const open = openPaths(profile.writes, service).filter(({ path }) => !held.some((at) => covers(at, real(path))));
  // Where a variable decides that nobody knows, the path is no path.
  const sure = open.filter((one) => one.path.startsWith("/") && !one.path.includes("$") && surelyStops(one, service));
  const evidences = sure.map(({ at }) => shownBy(profile.evidence[at]));
  const paths = sure.filter((_, index) => evidences[index] !== undefined);
  const shown = evidences.includes("read in its start script") ? "read in its start script" : "tried";
  return paths.length > 0 ? { paths, open, program: profile.name, shown } : undefined;
}

/** Whether the start fails where it cannot write to the path, or the program does. Temporary directories are mostly for what seldom happens. */
function surelyStops({ path, at, when, fails, else: otherwise }: WrittenPath, service: Container): boolean {
  if (otherwise !== undefined || !surelyHolds({ ...(when ? { when } : {}) }, service)) return false;
  if (fails !== undefined) return surelyHolds({ when: fails }, service);
  return at === "start" && path !== "/tmp" && path !== "/var/tmp";
}

/** Where a path leads in images of Debian, Alpine and their kin, which have links there. */
function real(path: string): string {
  return path.replace(/^\/var\/run(?=\/|$)/, "/run").replace(/^\/var\/lock(?=\/|$)/, "/run/lock");
}

/** A user as whom a published image cannot do what the container's settings ask for, and what of it fails. */
interface HinderedUser {
  readonly user: string;
  readonly why: string;
  readonly shown: Shown;
}

/** Whether the user that the file names is shown to be one as whom the image does not start with the settings beside it. */
export function hinderedUser(service: Container): HinderedUser | undefined {
  const profile = startedProfile(service);
  const shown = profile && shownBy(restingOn(profile, ["build", "start"]));
  const user = knownValue(service.user);
  if (!profile || !shown || !isWritten(service.user) || user?.root !== false) return undefined;
  const { runAs } = profile;
  if (typeof runAs === "string" || runAs === null) return undefined;
  const hindrance = runAs.unless?.find(({ when }) => surelyHolds({ when }, service));
  return hindrance && { user: user.text, why: hindrance.why, shown };
}

/** A secret or config that the container's user cannot read. */
export interface UnreadableFile {
  readonly file: Fileless;
  readonly mode: NonNullable<Fileless["rootMode"]>;
  readonly uid: number;
}

/** The secrets and configs that Compose copies into the container as root's, with a mode that keeps the container's user from them. Seen on Compose 2.40 with Docker 28.5. */
export function unreadableFiles(service: Container, engine: Engine): readonly UnreadableFile[] {
  const user = knownValue(service.user);
  if (user?.root !== false || user.uid === undefined || service.source.partial !== undefined) return [];
  if (engine.mode === "swarm" || engine.mode === "podman" || service.groups.length > 0) return [];
  const { uid, gid } = user;
  // Who has no group in the file has that of the image's account, which may be root's.
  const isReadableAs = (mode: number): boolean =>
    (mode & OTHERS_READ) !== 0 || ((mode & 0o040) !== 0 && (gid === undefined || gid === 0));
  return service.starting().fileless.flatMap((file) => {
    const { rootMode: mode } = file;
    return mode && !isReadableAs(mode.value) ? [{ file, mode, uid }] : [];
  });
}

/** A mount on a directory of the image that the container's user needs to write to and that is somebody else's. */
export interface ForeignMount {
  readonly mount: Mount;
  readonly path: WrittenPath;
  readonly shown: Shown;
}

/** The tmpfs mounts that are root's since nothing else is said, over directories that the image gives to the user who needs them. */
export function foreignMounts(service: Container): readonly ForeignMount[] {
  const profile = startedProfile(service);
  const user = knownValue(service.user);
  if (!profile || profile.writes === "unknown" || user?.root !== false || user.gid === undefined || user.gid === 0)
    return [];
  return profile.writes.flatMap((path) => {
    const shown = shownBy(profile.evidence[path.at]);
    const isSure = path.owner !== undefined && shown !== undefined && surelyStops(path, service);
    const mount = service.mounts.find(({ target }) => real(target) === real(path.path));
    return isSure && mount?.from === "tmpfs" && mount.options.length === 0 ? [{ mount, path, shown }] : [];
  });
}

/** A program that gains privileges, which the container forbids, and what its image does with it. */
export interface StoppedGain {
  readonly program: string;
  readonly why: string;
  readonly of: string;
  readonly shown: Shown;
}

/** The set-user-ID programs that a published image is read to need and that `no-new-privileges` stops. */
export function stoppedGains(service: Container): readonly StoppedGain[] {
  const profile = startedProfile(service);
  const shown = profile && shownBy(profile.evidence.build);
  if (!profile || !shown || profile.gains === "unknown" || !is(service.security.noNewPrivileges, true)) return [];
  if (!isWritten(service.security.noNewPrivileges)) return [];
  const stopped = profile.gains.filter((gain) => gain.by === "set-user-ID" && surelyHolds(gain, service));
  return stopped.map(({ program, why }) => ({ program, why, of: profile.name, shown }));
}
