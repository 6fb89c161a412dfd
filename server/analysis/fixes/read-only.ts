import type { Evidence } from "../facts/evidence.ts";
import type { WrittenPath } from "../facts/image.ts";
import { restingOn } from "../facts/image-profiles.ts";
import { confidenceOf, type Fix, type ServiceChange } from "../model/change.ts";
import { covers, mayHold } from "../model/conditions.ts";
import type { Container } from "../model/container.ts";
import { type Learned, type LearnedTmpfs, learnedOf, triedHere } from "../model/learned.ts";
import { is, knownValue } from "../model/setting.ts";

/** How a container's root file system can be made read-only, or why it cannot. `why` says what shows it. */
export type ReadOnlyRoot =
  | { readonly changes: readonly ServiceChange[]; readonly evidence: Evidence; readonly why: string }
  | { readonly refused: string };

/**
 * Makes the root file system read-only, with a tmpfs for each place that the image is known to write to under the container's settings.
 * Refused where the program is not known, where it writes to a place that only a mount of the user's own could make writable, and where Compose
 * refuses the key: it copies secrets and configs that are no files into the container's file system.
 */
export function readOnlyRoot(service: Container): ReadOnlyRoot {
  const { profile } = service;
  if (service.starting().fileless.length > 0 || is(service.useApiSocket, true))
    return { refused: "Compose copies secrets and configs that are no files into the root file system" };
  const learned = learnedOf(service);
  const evidence = writesEvidence(service);
  if (learned?.readOnly && (evidence === undefined || evidence === "guessed" || evidence === "documented"))
    return ofTrials(service, learned, learned.readOnly);
  if (service.build) return { refused: "nobody knows what the image that is built here writes to" };
  if (!profile || profile.writes === "unknown" || evidence === undefined)
    return { refused: "nobody knows what the image writes to" };
  if (evidence === "guessed") return { refused: `what ${profile.name} writes to is only guessed` };
  const open = openPaths(profile.writes, service);
  const stuck = open.find(({ becomes, else: otherwise }) => becomes !== "tmpfs" && otherwise === undefined);
  if (stuck) return { refused: `${profile.name} writes to ${stuck.path}, where nothing is mounted` };
  const places = open.filter(({ becomes }) => becomes === "tmpfs");
  const further = learned?.readOnly?.works ? unheld(learned.readOnly.tmpfs, service, places) : [];
  const known = further.length > 0 ? "tried here" : evidence;
  const tried = learned?.readOnly?.works ? `; ${triedHere(learned)}` : "";
  return {
    changes: readOnlyChanges(
      service,
      [...places, ...further.map(asWritten)],
      `what ${profile.name} writes to; ${evidence}${tried}`,
    ),
    evidence: known,
    why: `what the image writes to becomes a tmpfs or is mounted already; ${evidence}${tried}`,
  };
}

/** How it is known what the image writes to; undefined where nobody looked. */
function writesEvidence({ build, profile }: Container): Evidence | undefined {
  if (build || !profile || profile.kind === "base" || profile.writes === "unknown") return undefined;
  return restingOn(profile, ["start", "work"]);
}

/** What a trial shows of a program that nobody else looked at. A tmpfs is empty at each start, which is said, since a trial looks at two of them only. */
function ofTrials(service: Container, learned: Learned, readOnly: NonNullable<Learned["readOnly"]>): ReadOnlyRoot {
  if (!readOnly.works) return { refused: `it did not work in a trial: ${readOnly.said}` };
  const places = unheld(readOnly.tmpfs, service, []).map(asWritten);
  const why = triedHere(learned);
  const lost = places.length > 0 ? "; what is written to a tmpfs is gone when the container stops" : "";
  return { changes: readOnlyChanges(service, places, why), evidence: "tried here", why: `${why}${lost}` };
}

/** The places that neither a mount holds nor one of these. */
function unheld(
  tmpfs: readonly LearnedTmpfs[],
  service: Container,
  places: readonly WrittenPath[],
): readonly LearnedTmpfs[] {
  const held = [...service.mounts.map(({ target }) => target), ...places.map((place) => place.path)];
  return tmpfs.filter(({ path }) => !held.some((target) => covers(target, path)));
}

function asWritten({ path, exec, uid, gid }: LearnedTmpfs): WrittenPath {
  const owner = uid === undefined ? {} : { owner: { uid, ...(gid === undefined ? {} : { gid }) } };
  return { path, becomes: "tmpfs", at: "work", ...(exec ? { exec } : {}), ...owner };
}

function readOnlyChanges(service: Container, paths: readonly WrittenPath[], comment: string): readonly ServiceChange[] {
  const readOnly: ServiceChange = { do: "set", service: service.key, path: ["read_only"], value: true };
  return paths.length === 0 ? [readOnly] : [readOnly, tmpfsChange(service, paths, comment)];
}

/** Puts a tmpfs at each of the places. */
function tmpfsChange(
  { key, source: { keys } }: Container,
  paths: readonly WrittenPath[],
  comment: string,
): ServiceChange {
  const items = tmpfsItems(paths);
  return keys.has("tmpfs")
    ? { do: "append", service: key, path: ["tmpfs"], items, comment }
    : { do: "set", service: key, path: ["tmpfs"], value: items, comment };
}

/** The fix that does so. `comment` says what for. */
export function addTmpfs(service: Container, paths: readonly WrittenPath[], comment: string): Fix {
  const title = `Mount a tmpfs at ${paths.map(({ path }) => path).join(", ")}`;
  return { title, safe: false, changes: [tmpfsChange(service, paths, comment)] };
}

/**
 * The places that the image may write to with the container's settings and that no mount holds. A mount beside or below a place does not make
 * the place itself writable. A volume of the image's own is there without being named.
 */
export function openPaths(writes: readonly WrittenPath[], service: Container): readonly WrittenPath[] {
  const volumes = writes.flatMap(({ path, becomes }) => (becomes === "own volume" ? [path] : []));
  const held = [...volumes, ...service.mounts.map(({ target }) => target)];
  const placed = writes.filter((one) => mayHold(one, service)).map((one) => ({ ...one, path: placeOf(one, service) }));
  return placed.filter(({ path }) => !held.some((target) => covers(target, path)));
}

/** Where the path lies under the container's settings; the variable's name where its value is not known. */
function placeOf({ path, movedBy }: WrittenPath, { environment, source: { keys } }: Container): string {
  const setting = movedBy === undefined ? undefined : environment.get(movedBy);
  if (setting === undefined) return movedBy !== undefined && keys.has("env_file") ? `${path} or $${movedBy}` : path;
  const value = knownValue(setting);
  if (value === "") return path;
  return value?.startsWith("/") ? value : `$${movedBy}`;
}

/** Entries of `tmpfs` for the paths, each with its options. */
export function tmpfsItems(paths: readonly WrittenPath[]): readonly string[] {
  return paths.map(({ path, exec, owner }) => {
    const options = [
      ...(exec ? ["exec"] : []),
      ...(owner ? [`uid=${owner.uid}`] : []),
      ...(owner?.gid === undefined ? [] : [`gid=${owner.gid}`]),
    ];
    return options.length === 0 ? path : `${path}:${options.join(",")}`;
  });
}

/** The fix that does so; none where it is refused. */
export function makeReadOnly(service: Container): readonly Fix[] {
  const root = readOnlyRoot(service);
  if ("refused" in root) return [];
  const { changes, evidence } = root;
  return [{ title: "Make the root file system read-only", safe: false, confidence: confidenceOf(evidence), changes }];
}
