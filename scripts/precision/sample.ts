import type { Seen } from "./measure.ts";

/**
 * Draws findings at random, the same ones for the same seed: half of them from all, as a user meets them, and half rule by rule, so that rare rules
 * are looked at too. In the order of their files and lines.
 */
export function sample(findings: readonly Seen[], count: number, seed: number): readonly Seen[] {
  const shuffled = shuffle([...findings].sort(byPlace), seed);
  const drawn = new Set(shuffled.slice(0, Math.floor(count / 2)));
  const rules = [...new Set(shuffled.map(({ rule }) => rule))].sort();
  const waiting = new Map(rules.map((rule) => [rule, shuffled.filter((one) => one.rule === rule && !drawn.has(one))]));
  while (drawn.size < count && [...waiting.values()].some((left) => left.length > 0)) {
    for (const left of waiting.values()) {
      const next = left.shift();
      if (next && drawn.size < count) drawn.add(next);
    }
  }
  return [...drawn].sort(byPlace);
}

/** Draws findings at random, each as likely as any other, the same ones for the same seed. In the order of their files and lines. */
export function draw(findings: readonly Seen[], count: number, seed: number): readonly Seen[] {
  return [...shuffle([...findings].sort(byPlace), seed).slice(0, count)].sort(byPlace);
}

function byPlace(a: Seen, b: Seen): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || (a.rule < b.rule ? -1 : Number(a.rule > b.rule)) || (a.message < b.message ? -1 : 1);
}

/** Fisher and Yates's shuffle over a linear congruential generator (Numerical Recipes), which is random enough and the same everywhere. */
function shuffle<T>(items: readonly T[], seed: number): readonly T[] {
  const result = [...items];
  let state = seed;
  for (let last = result.length - 1; last > 0; last--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (last + 1));
    const moved = result[last];
    const taken = result[other];
    if (moved === undefined || taken === undefined) continue;
    result[last] = taken;
    result[other] = moved;
  }
  return result;
}
