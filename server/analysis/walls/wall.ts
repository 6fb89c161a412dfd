import type { Engine } from "../facts/engine.ts";
import type { Confidence, Fix, ServiceChange } from "../model/change.ts";
import type { Container } from "../model/container.ts";
import type { Project } from "../model/project.ts";
import { isWritten, type Setting } from "../model/setting.ts";
import type { Place } from "../text/span.ts";
import type { Part } from "../text/wording.ts";

/**
 * How a wall stands, or one thing that passes it. `open` is what the engine leaves open where nobody says anything, `opened` what a line opens,
 * `joined` what is shared with another container, and `plain` what passes the wall and harms nobody.
 */
export type Standing = "closed" | "open" | "opened" | "joined" | "plain" | "unknown";

/** How one part of a wall stands, in the words that every screen shows. Words and texts are plain text. */
export interface WallState {
  /** Tells it from the container's other states: `namespaces.pid`, `mounts[0]`. */
  readonly id: string;
  readonly label: string;
  readonly standing: Standing;
  /** The standing in a word or two that fit this kind of wall: `own`, `host's`, `read-only`. */
  readonly word: string;
  /** What it means, in sentences on one line. */
  readonly text: string;
  /** Where it is decided; for a default, the container's key. */
  readonly at: Place;
  /** Its place in the JSON of `explain`; undefined for what that does not hold. */
  readonly path: string | undefined;
}

/**
 * What a wall, or one aspect of it, adds to the exposure. `weight` says how much it counts beside the others, `open` and `closed` describe its ends.
 * `assess` answers from 0 (closed) to 1 (open), `UNKNOWN` for what is not known, and undefined where it does not apply.
 * `reaches` says from which of these answers on it puts the container into a band of the scale by itself, whatever else is closed.
 */
export interface Aspect {
  readonly id: string;
  readonly weight: number;
  readonly open: string;
  readonly closed: string;
  readonly reaches?: Partial<Readonly<Record<Reach, number>>>;
  /** Set where the engine leaves it closed, so that somebody opened it: such a thing is told before what every container has. */
  readonly chosen?: true;
  /** What is open, as what follows the container's name: `shares the host's processes`. It is asked only where something is. */
  reason(container: Container, engine: Engine): string;
  assess(container: Container, engine: Engine): number | undefined;
}

/**
 * How far something open leads whoever is in the container: to the host with no further flaw; to the host or to other containers past one barrier that
 * still stands; or past a barrier that every other container has.
 */
export type Reach = "host" | "fragile" | "weakened";

/** What an aspect counts whose setting the files do not tell. */
export const UNKNOWN = 0.5;

/**
 * One wall that Harden closes. `label` says what is done, `why` what shows that the container goes on working. Whoever hardens gets the parts of high
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

/** How a wall is closed that the engine leaves open and that costs little to close. */
export interface Hardening {
  /** What a container without it lacks, as the object of "lacks"; left out where only the strict profile reports it. */
  readonly lacks?: Part | ((container: Container) => Part);
  /** Whether the wall is surely open and nobody decided so. What somebody wrote is a choice. */
  isUndecided(container: Container): boolean;
  /** The parts of Harden: empty where closing the wall is not known to be right. */
  parts(container: Container): readonly HardeningPart[];
  /** What closes this wall alone, also where that is a guess that whoever picks it has to check. */
  fixes(container: Container): readonly Fix[];
}

/** What a container stands among: the engine that runs it, and the containers and networks of its project. */
export interface Surroundings extends Pick<Project, "services" | "networks"> {
  readonly engine: Engine;
}

/** The walls that are told together. */
export type WallGroup = "process" | "capabilities" | "kernel" | "namespaces" | "files" | "network" | "limits";

/**
 * One wall of a container: what isolates it in one respect. A Windows container has none of them.
 * `shape` says what the map draws: a lock, a piece of the container's outline, what leads through it, a network, the set of capabilities; or nothing.
 */
export interface Wall {
  /** Where the JSON of `explain` holds it: `user`, `mounts`; undefined for what that does not hold. */
  readonly path: string | undefined;
  readonly label: string;
  readonly group: WallGroup;
  readonly shape: "lock" | "namespace" | "opening" | "network" | "set" | "none";
  /** How it stands: one state, or one for each thing that passes it. Empty where nothing does, or where the host has no such wall. */
  read(container: Container, surroundings: Surroundings): readonly WallState[];
  readonly aspects: readonly Aspect[];
  readonly hardening?: Hardening;
  /** What a rule says of a container whose wall is open, after its name: `shares the host's processes`. Left out where no rule is about it alone. */
  readonly verdict?: string;
}

/** One of the two ends between which a wall stands. */
interface End {
  readonly word: string;
  readonly text: string;
}

/** A wall that one setting decides. */
export interface SettingWall<T> extends Wall {
  setting(container: Container): Setting<T>;
  isOpen(value: T, container: Container): boolean;
  readonly verdict: string;
}

interface SettingWallDefinition<T> {
  /** Its place in the JSON of `explain`, which is its id too. */
  readonly path: string;
  readonly label: string;
  readonly group: WallGroup;
  readonly verdict: string;
  setting(container: Container): Setting<T>;
  isOpen(value: T, container: Container): boolean;
  readonly closed: End | ((container: Container) => End);
  readonly open: End | ((container: Container) => End);
  /** Left out for a wall that every host has. */
  isThere?(engine: Engine): boolean;
  readonly aspect?: Omit<Aspect, "assess" | "reason"> & { readonly reason: string };
  readonly hardening?: Partial<Hardening>;
}

/** The wall that one setting decides. Nothing is undecided that somebody wrote, that is unknown or closed. */
export function settingWall<T>(definition: SettingWallDefinition<T>): SettingWall<T> {
  const { path, label, group, verdict, setting, isOpen, closed, open, aspect, hardening } = definition;
  const isThere = definition.isThere ?? (() => true);
  return {
    ...{ path, label, group, verdict, setting, isOpen, shape: "lock" },
    read(container, { engine }) {
      if (!isThere(engine)) return [];
      const decidedSetting = decided(container, path, setting(container));
      const base = { id: path, path, label, at: decidedSetting.at };
      if (decidedSetting.state === "unknown") return [{ ...base, ...unknownState(decidedSetting.because) }];
      if (!isOpen(decidedSetting.value, container))
        return [{ ...base, standing: "closed", ...endOf(closed, container) }];
      const { word, text } = endOf(open, container);
      const standing = openStanding(decidedSetting);
      return [{ ...base, standing, word, text: standing === "open" ? `${text} That is the default.` : text }];
    },
    aspects: aspect
      ? [
          {
            ...aspect,
            reason: () => aspect.reason,
            assess: (container, engine) =>
              isThere(engine) ? openness(setting(container), (value) => isOpen(value, container)) : undefined,
          },
        ]
      : [],
    ...(hardening
      ? {
          hardening: {
            isUndecided: (container) => isLeftOpen(setting(container), (value) => isOpen(value, container)),
            parts: () => [],
            fixes: () => [],
            ...hardening,
          },
        }
      : {}),
  };
}

/** Whether a setting surely leaves a wall open and nobody wrote so. */
export function isLeftOpen<T>(setting: Setting<T>, isOpen: (value: T) => boolean): boolean {
  return !isWritten(setting) && setting.state === "known" && isOpen(setting.value);
}

function endOf(end: End | ((container: Container) => End), container: Container): End {
  return typeof end === "function" ? end(container) : end;
}

/** A setting's part of the exposure: 0 where it is closed, 1 where it is open. */
export function openness<T>(setting: Setting<T>, isOpen: (value: T) => boolean): number {
  return setting.state === "unknown" ? UNKNOWN : Number(isOpen(setting.value));
}

/** What the worst of several openings counts by itself; the others fill the rest, so that closing any of them is worth something. */
export const WORST = 0.8;

/** Several openings of one wall as one: each one more is worse, and none counts as much as the worst. */
export function together(values: readonly number[]): number {
  const [worst = 0, ...others] = [...values].sort((a, b) => b - a);
  const closed = others.reduce((product, value) => product * (1 - value / 2), 1);
  return WORST * worst + (1 - WORST) * worst * (1 - closed);
}

/** What one opening counts, by how grave it is. */
export const GRADES = { critical: 1, high: 0.7, medium: 0.4, low: 0.1, none: 0 } as const;

/**
 * A setting as it may be shown. Where something else decides too that is not known, the engine's defaults are no more than a guess; `path` is that of the
 * setting's wall.
 */
export function decided<T>({ source }: Container, path: string, setting: Setting<T>): Setting<T> {
  const { partial, partialReach } = source;
  if (partial === undefined || setting.origin !== "default") return setting;
  if (partialReach !== undefined && !partialReach.includes(path)) return setting;
  return { state: "unknown", because: partial, origin: setting.origin, at: setting.at };
}

/** How something stands that is not closed: opened where somebody wrote it, else left open. */
export function openStanding(setting: Setting<unknown>): "opened" | "open" {
  return isWritten(setting) ? "opened" : "open";
}

/** The state of what the files do not tell. */
export function unknownState(because: string): Pick<WallState, "standing" | "word" | "text"> {
  return { standing: "unknown", word: "unknown", text: `Unknown: ${because} decides.` };
}
