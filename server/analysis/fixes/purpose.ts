import type { Purpose } from "../facts/image.ts";
import type { ImageProfile } from "../facts/image-profiles.ts";
import { controlSocket } from "../facts/sockets.ts";
import type { Change, Fix } from "../model/change.ts";
import { covers, mayHold } from "../model/conditions.ts";
import type { Container } from "../model/container.ts";
import { is, knownValue } from "../model/setting.ts";
import type { Place } from "../text/span.ts";

/** Something of the host that a fix would take away from a container. */
type Taken = Purpose["needs"] | { readonly memoryLock: true };

/**
 * Fixes as they may be offered for a container. One that takes away what the image is made for, or what the settings beside it ask for, is only made when
 * somebody asks for it by itself, and says what is lost.
 */
export function keepingPurpose(container: Container, fixes: readonly Fix[]): readonly Fix[] {
  return fixes.map((fix) => {
    if (fix.alone !== undefined) return fix;
    const losses = fix.changes.flatMap((change) => takenBy(change, container));
    for (const taken of losses) {
      const loss = lossOf(taken, container);
      if (loss) return alone(fix, loss);
    }
    return fix;
  });
}

/** Whether an image works only with `privileged`, or with options that come near it. */
export function needsPrivileged({ purpose }: ImageProfile): boolean {
  return purpose !== "unknown" && purpose.some(({ needs, optional }) => "privileged" in needs && optional !== true);
}

/** Whether the image is known to need a part of the host for what it is made for, so that whoever runs it means to give it. */
export function isMeant(container: Container, taken: Purpose["needs"]): boolean {
  const purpose = purposeOf(container, taken);
  return purpose !== undefined && purpose.optional !== true;
}

/** What is lost, and whether that is known of this very program. */
interface Loss {
  readonly text: string;
  readonly known: boolean;
}

function alone({ preferred: _, ...fix }: Fix, { text, known }: Loss): Fix {
  return { ...fix, title: known ? `${fix.title} (${text})` : fix.title, confidence: "low", alone: text };
}

function lossOf(taken: Taken, container: Container): Loss | undefined {
  if ("memoryLock" in taken) return locksMemory(container) ? { text: LOCKS_MEMORY, known: true } : undefined;
  const { profile } = container;
  const purpose = purposeOf(container, taken);
  if (purpose) {
    const optional = purpose.optional ? ", which it can do without" : "";
    return { text: `${profile?.name ?? "the image"} ${purpose.why}${optional}`, known: true };
  }
  if ("namespace" in taken && taken.namespace === "network" && container.ports.length === 0)
    return { text: "no port is published, so that nobody would reach it", known: false };
  return purposesOf(container) === "unknown" ? surelyWanted(taken, container) : undefined;
}

function purposesOf({ profile, build }: Container): ImageProfile["purpose"] {
  return build ? "unknown" : (profile?.purpose ?? "unknown");
}

function purposeOf(container: Container, taken: Exclude<Taken, { memoryLock: true }>): Purpose | undefined {
  const purposes = purposesOf(container);
  return purposes === "unknown"
    ? undefined
    : purposes
        .filter((one) => isAbout(one.needs, taken) && mayHold(one, container))
        .reduce<Purpose | undefined>((best, one) => (best && depthOf(best) >= depthOf(one) ? best : one), undefined);
}

/** How near to what is taken a purpose speaks: `/` holds `/var/run` too, which has a purpose of its own. */
function depthOf({ needs }: Purpose): number {
  return "hostPath" in needs ? needs.hostPath.length : "device" in needs ? needs.device.length : 0;
}

/** What nobody gives to a program by habit: where nobody knows the program, it is taken to be there for a reason. */
function surelyWanted(taken: Taken, container: Container): Loss | undefined {
  if ("socket" in taken) return { text: "nobody knows what the program asks the engine for", known: false };
  if ("device" in taken) return { text: `nobody knows what the program does with ${taken.device}`, known: false };
  const isNetwork =
    "sysctl" in taken ? taken.sysctl.startsWith("net.") : "capability" in taken && NETWORK.has(taken.capability);
  return isNetwork && makesNetworks(container)
    ? { text: "what stands beside it says that the program makes networks of its own", known: false }
    : undefined;
}

const NETWORK: ReadonlySet<string> = new Set(["NET_ADMIN", "NET_RAW", "SYS_MODULE"]);

/** Whether a tunnel or settings for forwarding are there, as VPNs, routers and firewalls have them. */
function makesNetworks({ devices, mounts, sysctls, capabilities }: Container): boolean {
  const sources = [...devices.map(({ value }) => knownValue(value)?.source), ...mounts.map(({ target }) => target)];
  if (sources.includes("/dev/net/tun")) return true;
  const isAdmin = capabilities.added.some(({ value }) => value === "NET_ADMIN");
  return isAdmin && [...sysctls.keys()].some((name) => name.startsWith("net."));
}

/** Elasticsearch, OpenSearch and what is built on them refuse to start where they are told to lock their memory and cannot. */
function locksMemory({ environment, command }: Container): boolean {
  const names = ["bootstrap.memory_lock", "bootstrap_memory_lock", "ES_SETTING_BOOTSTRAP_MEMORY__LOCK"];
  const isSet = names.some((name) => {
    const setting = environment.get(name);
    return setting !== undefined && is<string | null>(setting, "true");
  });
  return isSet || (knownValue(command) ?? []).some((word) => word.includes("bootstrap.memory_lock=true"));
}

const LOCKS_MEMORY = "bootstrap.memory_lock asks for memory that stays locked";

/** What a change takes away: what stands at the place of what it removes. */
function takenBy(change: Change, container: Container): readonly Taken[] {
  if (change.do !== "remove-at") return [];
  const takings = TAKINGS.get(container) ?? takingsOf(container);
  TAKINGS.set(container, takings);
  return takings.get(placeKey(change.at)) ?? [];
}

/** What stands at each place of a container, since it may have thousands of mounts and as many fixes. */
const TAKINGS = new WeakMap<Container, ReadonlyMap<string, readonly Taken[]>>();

function takingsOf(container: Container): ReadonlyMap<string, readonly Taken[]> {
  const { mounts, devices, capabilities, privileged, namespaces, sysctls, ulimits, gpus, useApiSocket } = container;
  const takings = new Map<string, readonly Taken[]>();
  const add = (at: Place, taken: readonly Taken[]): void => {
    if (!takings.has(placeKey(at))) takings.set(placeKey(at), taken);
  };
  for (const { item, source, target } of mounts) add(item, takenWith(knownValue(source) ?? target));
  for (const { at, value } of devices) {
    const source = knownValue(value)?.source;
    if (source !== undefined) add(at, [{ device: source }]);
  }
  for (const { at, value } of capabilities.added) {
    if (value !== undefined && value !== "ALL")
      add(at, [{ capability: value }, ...(value === "IPC_LOCK" ? [MEMORY_LOCK] : [])]);
  }
  add(privileged.at, [{ privileged: true }]);
  add(useApiSocket.at, [{ socket: "docker" }]);
  for (const { at } of gpus) add(at, [{ gpu: true }]);
  for (const [name, { at }] of sysctls) add(at, [{ sysctl: name }]);
  for (const [name, { at }] of ulimits) if (name === "memlock") add(at, [MEMORY_LOCK]);
  for (const [kind, namespace] of NAMESPACES) add(namespaces[kind].at, [{ namespace }]);
  return takings;
}

function placeKey({ file, start, end }: Place): string {
  return `${file} ${start} ${end}`;
}

const MEMORY_LOCK: Taken = { memoryLock: true };

const NAMESPACES = [
  ["net", "network"],
  ["pid", "pid"],
  ["ipc", "ipc"],
  ["uts", "uts"],
  ["cgroup", "cgroup"],
  ["user", "user"],
] as const;

function takenWith(path: string): readonly Taken[] {
  const engine = controlSocket(path)?.engine.toLowerCase();
  if (engine === "docker" || engine === "podman" || engine === "containerd")
    return [{ socket: engine }, { hostPath: path }];
  return path.startsWith("/dev/") ? [{ device: path }, { hostPath: path }] : [{ hostPath: path }];
}

function isAbout(needs: Purpose["needs"], taken: Taken): boolean {
  if ("device" in needs)
    return "device" in taken && (covers(needs.device, taken.device) || covers(taken.device, needs.device));
  if ("hostPath" in needs) return "hostPath" in taken && covers(needs.hostPath, taken.hostPath);
  const [kind, what] = Object.entries(needs)[0] ?? [];
  return Object.entries(taken).some(([other, one]) => other === kind && one === what);
}
