import { NAMESPACES, type Namespace, type NamespaceName } from "../facts/namespaces.ts";
import type { NamespaceMode } from "../model/container.ts";
import { isWritten } from "../model/setting.ts";
import {
  type Aspect,
  decided,
  GRADES,
  openStanding,
  type SettingWall,
  UNKNOWN,
  unknownState,
  type WallState,
} from "./wall.ts";

/** How one of a container's namespaces stands. */
export interface NamespaceState extends WallState {
  readonly namespace: NamespaceName;
  /** The service that it is joined with, which may be one of the project. */
  readonly joinedService?: string;
}

interface NamespaceWall extends SettingWall<NamespaceMode> {
  read(...parameters: Parameters<SettingWall<NamespaceMode>["read"]>): readonly NamespaceState[];
}

/** What sharing a namespace gives, in words, and what it weighs; the others have no weight, since the engine offers no choice. */
interface Sharing {
  readonly shares: string;
  readonly weight?: number;
  readonly what?: string;
  /** Set where what is shared leads further than the container's own flaws do. */
  readonly reaches?: Aspect["reaches"];
}

const SHARING: Readonly<Record<NamespaceName, Sharing>> = {
  net: { shares: "network", weight: 1000, what: "network interfaces and loopback listeners", reaches: { weakened: 1 } },
  pid: { shares: "processes", weight: 1100, what: "processes", reaches: { weakened: 1 } },
  ipc: { shares: "shared memory and message queues", weight: 500, what: "shared memory and message queues" },
  cgroup: { shares: "cgroup tree", weight: 200, what: "control group tree" },
  uts: { shares: "name", weight: 100, what: "host name" },
  user: { shares: "user ids" },
  mnt: { shares: "mounts" },
  time: { shares: "clocks" },
};

function namespaceWall(facts: Namespace): NamespaceWall {
  const { name } = facts;
  const { shares, weight, what, reaches } = SHARING[name];
  return {
    path: `namespaces.${name}`,
    label: `${name} namespace`,
    group: "namespaces",
    shape: "namespace",
    verdict: `shares the host's ${shares}`,
    setting: ({ namespaces }) => namespaces[name],
    isOpen: (mode) => mode === "host",
    read: (container) => [stateOf(facts, decided(container, `namespaces.${name}`, container.namespaces[name]))],
    aspects:
      weight === undefined
        ? []
        : [
            {
              id: `${name}-namespace`,
              weight,
              open: `The container shares the host's ${what}`,
              closed: `The container has its own ${what}`,
              ...(reaches ? { reaches } : {}),
              chosen: true,
              reason({ namespaces: { [name]: setting } }) {
                const isJoined = setting.state === "known" && setting.value.includes(":");
                return isJoined
                  ? `shares its ${shares} with ${splitOnce(setting.value)[1]}`
                  : `shares the host's ${shares}`;
              },
              assess({ namespaces: { [name]: setting } }) {
                if (setting.state === "unknown") return UNKNOWN;
                return setting.value === "host" ? 1 : setting.value === "private" ? 0 : GRADES.medium;
              },
            },
          ],
  };
}

function stateOf(facts: Namespace, setting: ReturnType<typeof decided<NamespaceMode>>): NamespaceState {
  const { name, isolates, exposes } = facts;
  const path = `namespaces.${name}`;
  const base = { id: path, path, label: name, namespace: name, at: setting.at };
  if (setting.state === "unknown") return { ...base, ...unknownState(setting.because) };
  if (setting.value === "private") {
    const text = `The container has its own ${name} namespace: ${isolates}.`;
    return { ...base, standing: "closed", word: "own", text };
  }
  if (setting.value === "host") {
    const byDefault = isWritten(setting) ? "" : " That is the engine's default.";
    const text = `The ${name} namespace is the host's. In reach: ${exposes[0] ?? isolates}.${byDefault}`;
    return { ...base, standing: openStanding(setting), word: "host's", text };
  }
  const [kind = "", other = ""] = splitOnce(setting.value);
  return {
    ...base,
    standing: "joined",
    word: `with ${other}`,
    text: `The ${name} namespace is that of ${kind} "${other}": what takes over one of the two reaches the other through it.`,
    ...(kind === "service" ? { joinedService: other } : {}),
  };
}

function splitOnce(text: string): readonly [string, string] {
  const colon = text.indexOf(":");
  return [text.slice(0, colon), text.slice(colon + 1)];
}

/** A wall for each of the eight kinds of namespaces, in the order of the facts, which name each kind once. */
export const namespaceWalls = Object.fromEntries(
  NAMESPACES.map((facts) => [facts.name, namespaceWall(facts)]),
) as Readonly<Record<NamespaceName, NamespaceWall>>;
