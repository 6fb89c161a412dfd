import type { Engine } from "../facts/engine.ts";
import type { Container } from "../model/container.ts";
import { pathTo, standings } from "../threats/attack-conditions.ts";
import { WALLS } from "./index.ts";
import type { Aspect } from "./wall.ts";

/** The settings that make an escape path have weights of their own; together they place the container. */
const ESCAPE_PATH: Aspect = {
  id: "escape-path",
  weight: 0,
  open: "Settings of the container together lead to root on the host",
  closed: "No known combination of settings leads to root on the host",
  takeover: 1,
  assess: (container, engine) => Number(surelyLeadsToHost(container, engine)),
};

function surelyLeadsToHost(container: Container, engine: Engine): boolean {
  const held = standings(container, engine);
  return pathTo("host", held)?.held.every((one) => held.get(one)?.sure) ?? false;
}

/**
 * What the exposure is the sum of. What a common flaw turns into a takeover weighs most, then what limits the damage. What takes the host by itself
 * weighs little, since it puts the score near the end of the scale whatever its weight.
 */
export const ASPECTS: readonly Aspect[] = [...WALLS.flatMap(({ aspects }) => aspects), ESCAPE_PATH];

/** What one aspect contributes. `badness` runs from 0 to 1; `share` is its part of the exposure, in tenths of a point. */
export interface Row {
  readonly aspect: Aspect;
  readonly badness: number;
  readonly share: number;
}

/**
 * How exposed a container is: 0 is perfect, 10 is dangerous, in steps of 0.1, with a word for it.
 * It says how much of the isolation that the engine offers is used. It does not say whether the program has flaws, who can reach it, or what the
 * data is worth; a low number is no proof of safety.
 */
export interface Exposure {
  readonly score: number;
  /** The score before it was rounded up: whatever closes lowers it. */
  readonly exact: number;
  readonly word: Word;
  readonly rows: readonly Row[];
}

export type Word = "perfect" | "safe" | "ok" | "medium" | "exposed" | "unsafe" | "dangerous";

/** The lowest score of each word, as `systemd-analyze security` has them. Source: https://github.com/systemd/systemd/blob/main/src/analyze/analyze-security.c */
export const WORDS: readonly (readonly [number, Word])[] = [
  [10, "dangerous"],
  [9, "unsafe"],
  [7.5, "exposed"],
  [5, "medium"],
  [1, "ok"],
  [0.1, "safe"],
  [0, "perfect"],
];

/** From here on a container that has a way to the host by itself is placed; what else is weak fills the rest of the scale. */
const TAKEOVER = 9;
const HIGHEST_WITHOUT = 8.9;

/**
 * The exposure of a container, after the manner of `systemd-analyze security`: the weights of what is open over the weights of all that applies.
 * A wall that by itself leads to the host puts the score at 9 or above, since nothing else makes up for it; what else
 * is open fills the rest of the scale. What is unknown counts half. Undefined for Windows containers, which have none of these walls.
 */
export function exposureOf(container: Container): Exposure | undefined {
  if (container.windows) return undefined;
  const applicable = ASPECTS.flatMap((aspect) => {
    const badness = aspect.assess(container, container.engine);
    return badness === undefined ? [] : [{ aspect, badness }];
  });
  const total = applicable.reduce((sum, { aspect }) => sum + aspect.weight, 0);
  const rows = applicable.map(({ aspect, badness }) => ({
    aspect,
    badness,
    share: (10 * badness * aspect.weight) / total,
  }));
  const plain = rows.reduce((sum, { share }) => sum + share, 0);
  const takeover = rows.some(leadsToHost);
  const exact = takeover ? TAKEOVER + (plain * (10 - TAKEOVER)) / 10 : plain;
  const score = takeover ? roundUp(exact) : Math.min(roundUp(exact), HIGHEST_WITHOUT);
  return { score, exact, word: exposureWord(score), rows };
}

/** Whether what a row is about leads to the host by itself. */
export function leadsToHost({ aspect, badness }: Row): boolean {
  return aspect.takeover !== undefined && badness >= aspect.takeover;
}

/** The word for a score. */
export function exposureWord(score: number): Word {
  return WORDS.find(([least]) => score >= least)?.[1] ?? "perfect";
}

/** Up, so that only a container with nothing open is perfect. The subtraction takes back what floating point adds. */
function roundUp(score: number): number {
  return Math.max(0, Math.ceil(score * 10 - 1e-9)) / 10;
}
