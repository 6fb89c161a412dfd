import type { Container } from "../analysis/model/container.ts";
import { parseImage } from "../analysis/model/image.ts";
import type { Mount } from "../analysis/model/mount.ts";
import type { Port } from "../analysis/model/port.ts";
import { is, isWritten, knownValue, type Setting } from "../analysis/model/setting.ts";
import { parseUser, type User } from "../analysis/model/user.ts";
import { stateWords } from "../analysis/report/wall-rows.ts";
import type { Place } from "../analysis/text/span.ts";
import { withoutSlashes } from "../analysis/text/uri.ts";
import { readWalls } from "../analysis/walls/index.ts";
import { decided, type SettingWall, type Surroundings, type Wall, type WallState } from "../analysis/walls/wall.ts";
import type { Image } from "../engine/answers.ts";
import { PROFILE } from "./running.ts";

/** One respect in which a container runs otherwise than it is written. */
export interface Difference {
  /** The wall's place in the JSON of `explain`; `image` and `gpus` are none there. */
  readonly wall: string;
  readonly label: string;
  /** Whether what runs is isolated less than what is written, more, or in another way. */
  readonly change: "weaker" | "stronger" | "other";
  /** In the words of the walls; `nothing` where the files have no such thing. */
  readonly written: string;
  /** Likewise, where nothing of it runs. */
  readonly runs: string;
  /** Where the files decide it. */
  readonly at: Place;
}

/** What could not be compared: `because` is a clause, as `${USER} decides`. */
interface NotCompared {
  readonly wall: string;
  readonly label: string;
  readonly because: string;
}

export interface Compared {
  readonly differences: readonly Difference[];
  readonly notCompared: readonly NotCompared[];
}

/** What beside the two containers decides whether they are the same. */
export interface Context {
  /** Of the files' project, with the engine that runs the containers. */
  readonly surroundings: Surroundings;
  /** Whether it runs now: one that does not is bound to no address. */
  readonly isRunning: boolean;
  /** The identity of the image that the container was made of, and the name that was given for it. */
  readonly made: { readonly id: string; readonly name: string; readonly image: Image | undefined };
  /** The image that has this name now; undefined where none has, or nobody knows. */
  readonly named: Image | undefined;
  /** The walls of which the engine says nothing. */
  readonly untold: ReadonlySet<string>;
  /** The user's home on this machine, which `~` in a path stands for. */
  readonly home: string;
  /** The project's directory here and where it was started, as paths: it may have been started from another copy. */
  readonly directories: { readonly here: string; readonly there: string };
}

/**
 * How a container runs otherwise than the files say, wall by wall in their order. What the files do not tell is listed as not compared, and what Compose, the
 * image or the engine fill in where the files say nothing is no difference. Pure.
 */
export function differencesBetween(written: Container, running: Container, context: Context): Compared {
  const { surroundings } = context;
  const runs = new Map(readWalls(running, surroundings).map(({ wall, states }) => [wall.label, states]));
  const all = [imageCompared(written, context)];
  for (const { wall, states } of readWalls(written, surroundings)) {
    const sides: Sides = { wall, written, running, said: states, runs: runs.get(wall.label) ?? [], context };
    all.push(compared(sides));
  }
  const found = all.flatMap((one) => one.differences ?? []);
  const differences = found.filter((one) => !context.untold.has(one.wall) && !follows(one, found));
  const untold = new Map(found.filter(({ wall }) => context.untold.has(wall)).map(({ wall, label }) => [wall, label]));
  return {
    differences,
    notCompared: [
      ...all.flatMap((one) => one.notCompared ?? []),
      ...[...untold].map(([wall, label]) => ({ wall, label, because: "the engine does not say for sure" })),
    ],
  };
}

/** One wall on both sides, with its states in words. */
interface Sides {
  readonly wall: Wall;
  readonly written: Container;
  readonly running: Container;
  readonly said: readonly WallState[];
  readonly runs: readonly WallState[];
  readonly context: Context;
}

type Result = Partial<Compared>;
const SAME: Result = {};

/** What another difference brings about: `privileged` opens and closes walls by itself. */
function follows({ wall, change }: Difference, differences: readonly Difference[]): boolean {
  return (
    OPENED_BY_PRIVILEGED.has(wall) && differences.some((one) => one.wall === "privileged" && one.change === change)
  );
}

const OPENED_BY_PRIVILEGED: ReadonlySet<string> = new Set([
  ...["capabilities", "seccomp", "apparmor", "selinux", "maskedPaths", "readonlyPaths"],
]);

function compared(sides: Sides): Result {
  const { wall } = sides;
  switch (wall.path) {
    case "capabilities":
      return capabilities(sides);
    case "user":
      return user(sides);
    case "groups":
      return items(sides, texts(sides.written.groups, "groups"), texts(sides.running.groups, "groups"));
    case "deviceRules":
      return items(
        sides,
        texts(sides.written.deviceRules, "deviceRules"),
        texts(sides.running.deviceRules, "deviceRules"),
      );
    case "sysctls":
      return items(sides, sysctls(sides.written), sysctls(sides.running));
    case "mounts":
      return mounts(sides);
    case "devices":
      return items(sides, devices(sides.written), devices(sides.running));
    case "ports":
      return ports(sides);
    case "networks":
      return networks(sides);
    case "ulimits":
      return ulimits(sides);
    case "seccomp":
      return seccomp(sides);
    default:
      if (isSettingWall(wall)) return setting(sides, wall);
      return wall.label === "GPUs" ? items(sides, gpus(sides.written), gpus(sides.running)) : SAME;
  }
}

function isSettingWall(wall: Wall): wall is SettingWall<unknown> {
  return "setting" in wall;
}

/** A wall that one setting decides, and that this host has. */
function setting(
  sides: Sides,
  wall: SettingWall<unknown>,
  isSame: (a: unknown, b: unknown) => boolean = Object.is,
): Result {
  if (sides.said.length === 0) return SAME;
  const before = decided(sides.written, wall.path ?? "", wall.setting(sides.written));
  const after = wall.setting(sides.running);
  if (before.state === "unknown") return unknown(sides, before.because);
  if (after.state === "unknown") return unknown(sides, after.because);
  if (isSame(before.value, after.value)) return SAME;
  return changed(sides, before.at, byNumber(before.value, after.value));
}

/** A higher limit isolates less, and none the least; undefined for what is no limit. */
function byNumber(before: unknown, after: unknown): Difference["change"] | undefined {
  const amount = (value: unknown): number | undefined =>
    value === null ? Number.POSITIVE_INFINITY : typeof value === "number" ? value : undefined;
  const [a, b] = [amount(before), amount(after)];
  return a === undefined || b === undefined ? undefined : b > a ? "weaker" : "stronger";
}

/** The difference of a wall as a whole; how it stands on both sides decides which way it is, where nothing else does. */
function changed({ wall, said: [before], runs: [after] }: Sides, at: Place, change?: Difference["change"]): Result {
  if (before === undefined || after === undefined) return SAME;
  const difference: Difference = {
    wall: wall.path ?? "",
    label: wall.label,
    change: change ?? changeBetween(before, after),
    written: stateWords(before, wall),
    runs: stateWords(after, wall),
    at,
  };
  return { differences: [difference] };
}

/** From closed to open. */
const RANK = { closed: 0, unknown: 1, plain: 1, joined: 2, open: 3, opened: 3 } as const;

function changeBetween(before: WallState, after: WallState): Difference["change"] {
  const step = RANK[after.standing] - RANK[before.standing];
  return step > 0 ? "weaker" : step < 0 ? "stronger" : "other";
}

function unknown({ wall }: Sides, because: string): Result {
  return { notCompared: [{ wall: wall.path ?? "", label: wall.label, because: `${because} decides` }] };
}

function capabilities(sides: Sides): Result {
  const before = decided(sides.written, "capabilities", sides.written.capabilities.bounding);
  const after = sides.running.capabilities.bounding;
  if (before.state === "unknown") return unknown(sides, before.because);
  if (after.state === "unknown") return unknown(sides, after.because);
  const gained = after.value.filter((name) => !before.value.includes(name));
  const lost = before.value.filter((name) => !after.value.includes(name));
  if (gained.length + lost.length === 0) return SAME;
  // Podman tells what was added to a default set that its host decides and nobody is told.
  const added = sides.running.capabilities.added.map(({ value }) => value);
  const isUnsure = sides.running.engine.mode === "podman" && !gained.some((name) => added.includes(name));
  if (isUnsure && !is(sides.running.privileged, true)) return unknown(sides, "the host's default set");
  const change = lost.length === 0 ? "weaker" : gained.length === 0 ? "stronger" : "other";
  const { differences = [] } = changed(sides, before.at, change);
  const words = [...some("with", gained), ...some("without", lost)].join(", ");
  return { differences: differences.map((one) => ({ ...one, runs: `${one.runs} (${words})` })) };
}

function some(word: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${word} ${names.join(", ")}`];
}

/** Where the files name nobody, the image does, and what it names is what the engine says of it. */
function user(sides: Sides): Result {
  const { written, running, context, wall } = sides;
  const after = knownValue(running.user);
  if (after === undefined) return SAME;
  const isImages = !isWritten(written.user) && written.source.partial === undefined;
  const image = context.made.image;
  if (isImages && image === undefined) return unknown(sides, `the image ${context.made.name}`);
  const before: Setting<User> = isImages
    ? { ...written.user, state: "known", value: parseUser(image?.Config.User || "0") }
    : decided(written, "user", written.user);
  if (before.state === "unknown") return unknown(sides, before.because);
  if (isSameUser(before.value, after)) return SAME;
  const [from, to] = [before.value, after].map((one) => one.root === true);
  const words = (one: User): string => (one.root === true ? "root" : one.text);
  const difference: Difference = {
    wall: "user",
    label: wall.label,
    change: from === to ? "other" : to ? "weaker" : "stronger",
    written: words(before.value),
    runs: words(after),
    at: before.at,
  };
  return { differences: [difference] };
}

/** A name and a number may be the same user, which only the image knows. A group that one side leaves out is the user's own. */
function isSameUser(a: User, b: User): boolean {
  if (a.text === b.text) return true;
  if (a.uid === undefined || b.uid === undefined || a.uid !== b.uid) return false;
  return a.gid === undefined || b.gid === undefined || a.gid === b.gid;
}

/** Of a profile, the engine has the text and the files a path. */
function seccomp(sides: Sides): Result {
  const { wall, written, running } = sides;
  if (!isSettingWall(wall)) return SAME;
  const before = knownValue(written.security.seccomp);
  const isProfile = before !== undefined && before !== "default" && before !== "unconfined";
  if (isProfile && knownValue(running.security.seccomp) === PROFILE) return unknown(sides, `the profile ${before}`);
  return setting(sides, wall);
}

/** An item of a list: what it is known by, what else of it counts, and how its wall calls it. */
interface Item {
  readonly key: string;
  /** Undefined where the files do not tell. */
  readonly rest: string | undefined;
  /** The id of its state. */
  readonly id: string;
  readonly at: Place;
}

function texts(list: Container["groups"], path: string): readonly Item[] {
  return list.map(({ value, at }, index) => ({ key: value, rest: "", id: `${path}[${index}]`, at }));
}

function sysctls(container: Container): readonly Item[] {
  return [...container.sysctls].map(([name, value]) => ({
    key: name,
    rest: knownValue(value),
    id: `sysctls.${name}`,
    at: value.at,
  }));
}

function devices(container: Container): readonly Item[] {
  return container.devices.map(({ value, text, at }, index) => {
    const device = knownValue(value);
    return {
      key: device === undefined ? text : device.target || device.source,
      rest: device === undefined ? undefined : `${device.source} ${[...device.permissions].sort().join("")}`,
      id: `devices[${index}]`,
      at,
    };
  });
}

function gpus(container: Container): readonly Item[] {
  return container.gpus.map(({ count, deviceIds, at }, index) => ({
    key: deviceIds.length > 0 ? deviceIds.join(", ") : "count",
    rest: deviceIds.length > 0 ? "" : knownValue(count)?.toString(),
    id: `gpus[${index}]`,
    at,
  }));
}

/** Compares two lists by their keys. What is only in one of them is a difference, unless the files do not tell all of theirs. */
function items(sides: Sides, before: readonly Item[], after: readonly Item[]): Result {
  const running = new Map(after.map((item) => [item.key, item]));
  const differences: Difference[] = [];
  for (const item of before) {
    const other = running.get(item.key);
    running.delete(item.key);
    if (other === undefined) differences.push(...one(sides, item, undefined));
    else if (item.rest !== undefined && item.rest !== other.rest) differences.push(...one(sides, item, other));
  }
  if (sides.written.source.partial === undefined)
    for (const item of running.values()) differences.push(...one(sides, undefined, item));
  return { differences };
}

/** The difference of one item of a list, of which one side may have nothing. */
function one(
  { wall, said, runs, written }: Sides,
  before: Pick<Item, "id" | "at"> | undefined,
  after: Pick<Item, "id"> | undefined,
  change?: Difference["change"],
): readonly Difference[] {
  const old = said.find(({ id }) => id === before?.id);
  const now = runs.find(({ id }) => id === after?.id);
  if (old === undefined && now === undefined) return [];
  const harms = (state: WallState): boolean => RANK[state.standing] > RANK.plain || wall.path === "groups";
  const way =
    old === undefined || now === undefined
      ? now !== undefined
        ? harms(now) && "weaker"
        : old !== undefined && harms(old) && "stronger"
      : changeBetween(old, now);
  return [
    {
      wall: wall.path ?? "gpus",
      label: wall.label,
      change: change ?? (way || "other"),
      written: old === undefined ? "nothing" : stateWords(old, wall),
      runs: now === undefined ? "nothing" : stateWords(now, wall),
      at: before?.at ?? written.source.keys.get(KEYS[wall.path ?? ""] ?? "") ?? written.at,
    },
  ];
}

/** The keys under which the items of lists are written. */
const KEYS: Readonly<Record<string, string>> = {
  mounts: "volumes",
  ports: "ports",
  networks: "networks",
  devices: "devices",
  groups: "group_add",
  deviceRules: "device_cgroup_rules",
  sysctls: "sysctls",
};

function mounts(sides: Sides): Result {
  const { written, running, context } = sides;
  const byTarget = new Map(running.mounts.map((mount, index) => [plainPath(mount.target), { mount, index }]));
  const differences: Difference[] = [];
  for (const [index, mount] of written.mounts.entries()) {
    const target = plainPath(mount.target);
    const other = byTarget.get(target);
    byTarget.delete(target);
    const before = { id: `mounts[${index}]`, at: mount.at };
    if (other === undefined) {
      // Compose copies some of these into the container, and the engine says of its own what it likes.
      const isElsewhere = mount.from !== "volumes" && mount.from !== "tmpfs" && mount.from !== "use_api_socket";
      if (!isElsewhere) differences.push(...one(sides, before, undefined));
    } else if (!isSameMount(mount, other.mount, context)) {
      const isWider = mount.readOnly && !other.mount.readOnly;
      const isNarrower = !mount.readOnly && other.mount.readOnly;
      const change = isWider ? "weaker" : isNarrower ? "stronger" : undefined;
      differences.push(...one(sides, before, { id: `mounts[${other.index}]` }, change));
    }
  }
  const isForeign = written.volumesFrom.some(({ outside }) => outside !== undefined);
  const isKnown = written.source.partial === undefined && !isForeign;
  for (const { mount, index } of isKnown ? byTarget.values() : [])
    if (!isOfImage(mount, context)) differences.push(...one(sides, undefined, { id: `mounts[${index}]` }));
  const because = isForeign ? "another container, whose volumes it takes," : written.source.partial;
  return { differences, ...(isKnown || because === undefined ? {} : unknown(sides, because)) };
}

/** An anonymous volume at a path for which the image asks for one. */
function isOfImage({ type, source, target }: Mount, { made: { image } }: Context): boolean {
  const asked = Object.keys(image?.Config.Volumes ?? {}).map(plainPath);
  return type === "volume" && is(source, null) && (image === undefined || asked.includes(plainPath(target)));
}

function isSameMount(written: Mount, running: Mount, context: Context): boolean {
  if (written.readOnly !== running.readOnly && written.type !== "tmpfs") return false;
  if (written.source.state === "unknown" || running.source.state === "unknown") return true;
  const [before, after] = [written.source.value, running.source.value];
  // A named volume of the files that is a directory of the host is a volume to the engine.
  if (written.volume !== undefined && running.type === "volume") return after === written.volume;
  if (written.type !== running.type) return false;
  if (written.type === "bind") return isSamePath(before ?? "", after ?? "", context);
  return written.type === "tmpfs" || before === after;
}

/** Engines in a virtual machine put these before the paths of the host. */
const MACHINES = /^\/(?:host_mnt|run\/desktop\/mnt\/host|mnt\/host)(?=\/)/;

function isSamePath(written: string, running: string, { home, directories: { here, there } }: Context): boolean {
  const path = (text: string): string => plainPath(text.replaceAll("\\", "/").replace(/^([A-Za-z]):/, drive));
  const before = path(written.replace(/^~(?=\/|$)/, home));
  const after = path(running).replace(MACHINES, "");
  if (before === after) return true;
  const inside = within(before, path(here));
  return inside !== undefined && inside === within(after, path(there));
}

/** `C:` is `/c` to engines that run beside Windows. */
function drive(_: string, letter: string): string {
  return `/${letter.toLowerCase()}`;
}

/** What of a path lies below a directory; undefined for one that does not. */
function within(path: string, directory: string): string | undefined {
  if (directory === "" || (path !== directory && !path.startsWith(`${directory}/`))) return undefined;
  return path.slice(directory.length);
}

function plainPath(path: string): string {
  return path.length > 1 ? withoutSlashes(path) : path;
}

/** One port of a container, of a range of them or by itself. */
interface OnePort {
  readonly target: number;
  readonly protocol: string;
  readonly hostIp: string | undefined;
  /** First and last port of the host of which one is taken; undefined where any is, or nobody knows. */
  readonly published: readonly [number, number] | undefined;
  readonly isOneOfMany: boolean;
  readonly id: string;
  readonly at: Place;
}

/** A range of more ports is compared as one. */
const LARGEST_RANGE = 1000;

function ports(sides: Sides): Result {
  const net = [sides.written, sides.running].map(({ namespaces }) => knownValue(namespaces.net));
  if (net[0] !== net[1]) return SAME;
  const before = portsOf(sides.written, sides.context);
  const left = [...portsOf(sides.running, sides.context)];
  const missing: OnePort[] = [];
  for (const port of before) {
    const at = left.findIndex((other) => isSamePort(port, other, sides.context));
    if (at < 0) missing.push(port);
    else left.splice(at, 1);
  }
  const differences = missing.flatMap((port) => {
    const at = left.findIndex(({ target, protocol }) => target === port.target && protocol === port.protocol);
    const found = one(sides, port, at < 0 ? undefined : left.splice(at, 1)[0]);
    return port.isOneOfMany ? found.map((each) => ({ ...each, written: portWords(port) })) : found;
  });
  if (sides.written.source.partial === undefined)
    differences.push(...left.flatMap((port) => one(sides, undefined, port)));
  return { differences };
}

/** A range has one state for all of its ports. */
function portWords({ hostIp, published, target, protocol }: OnePort): string {
  return `${hostIp ?? "?"}:${published?.[0] ?? "a free port"} → port ${target}/${protocol}`;
}

/** What does not run has its ports as they were asked for, also those that its networks keep from being published, of which no wall tells. */
function portsOf(container: Container, { isRunning }: Context): readonly OnePort[] {
  const published = container.ports.filter(({ effective }) => effective);
  const others = isRunning ? [] : container.ports.filter(({ effective }) => !effective);
  return [
    ...published.flatMap((port, index) => single(port, `ports[${index}]`)),
    ...others.flatMap((port) => single(port, "")),
  ];
}

function single(port: Port, id: string): readonly OnePort[] {
  const { target, lastTarget, protocol, at } = port;
  const hostIp = knownValue(port.hostIp);
  const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(knownValue(port.published) ?? "") ?? [];
  const published = first === undefined ? undefined : ([Number(first), Number(last)] as const);
  const count = Math.min(lastTarget - target + 1, LARGEST_RANGE);
  const isEach = count > 1 && published !== undefined && published[1] - published[0] === lastTarget - target;
  return Array.from({ length: Math.max(1, count) }, (_, step) => ({
    target: target + step,
    protocol,
    hostIp,
    published: isEach ? ([published[0] + step, published[0] + step] as const) : published,
    isOneOfMany: count > 1,
    id,
    at,
  }));
}

function isSamePort(written: OnePort, running: OnePort, { isRunning }: Context): boolean {
  if (written.target !== running.target || written.protocol !== running.protocol) return false;
  const address = (text: string | undefined): string | undefined =>
    text?.replace(/^\[|\]$/g, "").replace(/^::$/, "0.0.0.0");
  const isSameAddress =
    !isRunning || written.hostIp === undefined || address(written.hostIp) === address(running.hostIp);
  const [from, to] = written.published ?? [0, 65_535];
  const [port] = running.published ?? [from];
  return isSameAddress && from <= port && port <= to;
}

/** A container that is on no network of its own is compared by its namespace. */
function networks(sides: Sides): Result {
  const { written, running } = sides;
  if (written.networks.length === 0) return SAME;
  const attached = (container: Container): readonly Item[] =>
    container.networks.map((name) => ({ key: name, rest: "", id: `networks.${name}`, at: placeOfNetworks(container) }));
  if (running.networks.length === 0 && knownValue(running.namespaces.net) !== "private") return SAME;
  return items(sides, attached(written), attached(running));
}

function placeOfNetworks({ source: { keys }, at }: Container): Place {
  return keys.get("networks") ?? keys.get("network_mode") ?? at;
}

/** Engines have limits of their own for what the files do not name. */
function ulimits(sides: Sides): Result {
  const list = (container: Container): readonly Item[] =>
    [...container.ulimits].map(([name, value]) => {
      const known = knownValue(value);
      return {
        key: name,
        rest: known === undefined ? undefined : `${known.soft} ${known.hard}`,
        id: `ulimits.${name}`,
        at: value.at,
      };
    });
  const before = list(sides.written);
  const named = new Set(before.map(({ key }) => key));
  return items(
    sides,
    before,
    list(sides.running).filter(({ key }) => named.has(key)),
  );
}

/** By name, by digest, and whether the name means another image by now. */
function imageCompared({ image, build, at }: Container, { made, named }: Context): Result {
  const base = { wall: "image", label: "Image", change: "other", at: image.at } as const;
  if (image.state === "unknown")
    return { notCompared: [{ wall: "image", label: "Image", because: `${image.because} decides` }] };
  const written = image.value;
  if (written !== null) {
    const used = parseImage(made.name);
    // A digest says which image it is, whatever it is called.
    const isSameName =
      used === undefined ||
      (used.registry === written.registry &&
        used.repository === written.repository &&
        (written.digest !== undefined || (used.tag ?? "latest") === (written.tag ?? "latest")));
    if (!isSameName) return { differences: [{ ...base, written: written.text, runs: made.name }] };
    if (written.digest !== undefined) {
      const digests = (made.image?.RepoDigests ?? []).map((text) => text.slice(text.indexOf("@") + 1));
      if (made.image === undefined)
        return { notCompared: [{ wall: "image", label: "Image", because: "the engine has it no more" }] };
      if (digests.includes(written.digest) || made.id === written.digest) return SAME;
      return { differences: [{ ...base, written: written.text, runs: digests[0] ?? made.id }] };
    }
  }
  if (named?.Id === undefined || named.Id === null || named.Id === made.id) return SAME;
  const what = build === undefined ? "the image" : "the build";
  return {
    differences: [
      {
        ...base,
        at: written === null ? at : base.at,
        written: `${what} that is called ${made.name} now`,
        runs: `an earlier one (${shortId(made.id)})`,
      },
    ],
  };
}

function shortId(id: string): string {
  return id.replace(/^sha256:/, "").slice(0, 12);
}
