import type { Engine } from "../facts/engine.ts";
import type { Container } from "../model/container.ts";
import { inEnglish } from "../text/wording.ts";
import { pathTo, standings } from "../threats/attack-conditions.ts";
import type { Goal } from "../threats/attack-steps.ts";
import { isKeptProxy } from "../threats/socket-proxy.ts";
import { WALLS } from "./index.ts";
import { type Aspect, type Reach, UNKNOWN } from "./wall.ts";

/** What a path to other containers or to the host's network counts; one to the host counts 1. */
const ELSEWHERE = 0.6;

/** The settings that make an attack path have weights of their own; together they place the container. */
const ATTACK_PATH: Aspect = {
  id: "attack-path",
  weight: 0,
  open: "Settings of the container together lead to the host, to its network or to other containers",
  closed: "No known combination of settings leads out of the container",
  reaches: { host: 1, fragile: ELSEWHERE },
  reason(container, engine) {
    const [goal, names] = surePath(container, engine) ?? ["host", []];
    return `reaches ${GOALS[goal]} with ${names.join(" and ")}`;
  },
  assess(container, engine) {
    const [goal] = surePath(container, engine) ?? [];
    return goal === undefined ? 0 : goal === "host" ? 1 : ELSEWHERE;
  },
};

const GOALS = {
  host: "the host",
  containers: "other containers",
  network: "the host's network",
} as const satisfies Partial<Record<Goal, string>>;

/** The worst goal that surely is reached, and what somebody chose that leads there. */
function surePath(container: Container, engine: Engine): readonly [keyof typeof GOALS, readonly string[]] | undefined {
  const held = standings(container, engine);
  for (const goal of ["host", "containers", "network"] as const) {
    const path = pathTo(goal, held)?.held ?? [];
    const used = path.flatMap((one) => held.get(one) ?? []);
    // Whoever takes over a proxy through which nobody can make a container has the engine; the aspect `daemon` counts that.
    const isGuard = path.includes("engine socket") && isKeptProxy(container);
    const chosen = used.filter((one) => one.chosen).map(({ name }) => inEnglish(name));
    if (used.length > 0 && used.every(({ sure }) => sure) && !isGuard) return [goal, chosen];
  }
  return undefined;
}

/**
 * What the exposure is the sum of. What a common flaw turns into a takeover weighs most, then what limits the damage. What takes the host by itself
 * weighs little, since it puts the score near the end of the scale whatever its weight.
 */
export const ASPECTS: readonly Aspect[] = [...WALLS.flatMap(({ aspects }) => aspects), ATTACK_PATH];

/** What one aspect contributes. `badness` runs from 0 to 1; `share` is its part of all weights; `reach` is the band that it puts the container into. */
interface Row {
  readonly aspect: Aspect;
  readonly badness: number;
  readonly share: number;
  readonly reach: Reach | undefined;
}

/**
 * How exposed a container is: from 0, where every wall stands, to 10, in steps of 0.1, with a word for the band that it lies in.
 * It says how much of the isolation that the engine offers is used. It does not say whether the program has flaws, who can reach it, or what the
 * data is worth; a low number is no proof of safety.
 */
export interface Exposure {
  readonly score: number;
  /** The score before it was rounded up: whatever closes lowers it. */
  readonly exact: number;
  readonly word: Word;
  /** What decides the number most, as what follows the container's name; undefined where nothing is open. */
  readonly reason: string | undefined;
  /** Everything that is open, what decides most first. */
  readonly rows: readonly Row[];
}

export type Word = "open" | "fragile" | "weakened" | "default" | "partly hardened" | "hardened";

/** The lowest score of each word. */
export const WORDS: readonly (readonly [number, Word])[] = [
  [9, "open"],
  [7, "fragile"],
  [5, "weakened"],
  [2, "default"],
  [0.5, "partly hardened"],
  [0, "hardened"],
];

/** A part of the scale. The container lies at `from` and above it by what else is open, `width` at most. */
interface Band {
  readonly from: number;
  readonly width: number;
}

/** The bands that something open puts a container into, from the worst. */
const BANDS: readonly (readonly [Reach, Band])[] = [
  ["host", { from: 9, width: 1 }],
  ["fragile", { from: 7, width: 1.9 }],
  ["weakened", { from: 5, width: 1.9 }],
];

/** Where nothing is opened that other containers have closed. What can be open then is less than two fifths of all, which fills the band. */
const REST: Band = { from: 0, width: 12.5 };
const HIGHEST_REST = 4.9;

/**
 * The exposure of a container. The gravest thing that is open chooses the band, since nothing that is closed makes up for it; the weights of all that is
 * open over the weights of all that applies say where in the band. What is unknown counts half. Undefined for Windows containers, which have none of
 * these walls.
 */
export function exposureOf(container: Container): Exposure | undefined {
  if (container.windows) return undefined;
  const applicable = ASPECTS.flatMap((aspect) => {
    const badness = aspect.assess(container, container.engine);
    return badness === undefined ? [] : [{ aspect, badness }];
  });
  const total = applicable.reduce((sum, { aspect }) => sum + aspect.weight, 0);
  const rows = applicable
    .map(
      ({ aspect, badness }): Row => ({
        aspect,
        badness,
        share: (badness * aspect.weight) / total,
        reach: reachOf(aspect, badness),
      }),
    )
    .sort((a, b) => rank(a) - rank(b) || b.share - a.share);
  const filled = rows.reduce((sum, { share }) => sum + share, 0);
  const [worst] = rows;
  const band = BANDS.find(([reach]) => reach === worst?.reach)?.[1];
  const { from, width } = band ?? REST;
  const exact = from + filled * width;
  const score = band ? roundUp(exact) : Math.min(roundUp(exact), HIGHEST_REST);
  // What nobody knows is no reason.
  const told = rows.find(({ badness }) => badness > 0 && badness !== UNKNOWN);
  const reason = told?.aspect.reason(container, container.engine);
  return { score, exact, word: exposureWord(score), reason, rows };
}

function reachOf({ reaches }: Aspect, badness: number): Reach | undefined {
  return BANDS.map(([reach]) => reach).find((reach) => badness >= (reaches?.[reach] ?? Number.POSITIVE_INFINITY));
}

/** The place of a row from the worst: by its band, and within the last one what somebody opened first. */
function rank({ reach, aspect, badness }: Row): number {
  const band = BANDS.findIndex(([one]) => one === reach);
  if (band >= 0) return band;
  return aspect.chosen && badness > 0 ? BANDS.length : BANDS.length + 1;
}

/** The word for a score. */
export function exposureWord(score: number): Word {
  return WORDS.find(([least]) => score >= least)?.[1] ?? "hardened";
}

/** Up, so that only a container with nothing open is perfect. The subtraction takes back what floating point adds. */
function roundUp(score: number): number {
  return Math.max(0, Math.ceil(score * 10 - 1e-9)) / 10;
}
