import { ATTACK_STEPS, type AttackStep, type Gained, type Goal, type Held } from "./attack-steps.ts";

/** A way from the container to a goal. */
export interface AttackPath {
  /** What has to hold of the container, in the order in which it is used. */
  readonly held: readonly Held[];
  readonly steps: readonly AttackStep[];
}

/**
 * The path to the goal that takes the fewest choices, and of these the one of the fewest steps; undefined where there is none.
 * `held` is what holds of the container; `costs` tells whether something that holds was chosen, and so could be taken back.
 */
export function shortestPath(
  goal: Goal,
  held: ReadonlySet<Held>,
  costs: (held: Held) => boolean,
): AttackPath | undefined {
  const best = new Map<Held | Gained, AttackPath>();
  for (const one of held) best.set(one, { held: [one], steps: [] });
  const lengthOf = (path: AttackPath): number =>
    path.held.filter(costs).length * ATTACK_STEPS.length + path.steps.length;
  for (let found = true; found; ) {
    found = false;
    for (const step of ATTACK_STEPS) {
      const path = after(step, best);
      const known = best.get(step.gains);
      if (path === undefined || (known !== undefined && lengthOf(known) <= lengthOf(path))) continue;
      best.set(step.gains, path);
      found = true;
    }
  }
  return best.get(goal);
}

function after(step: AttackStep, best: ReadonlyMap<Held | Gained, AttackPath>): AttackPath | undefined {
  // Hardly any step can be taken from where a container stands, and every container is asked about all of them.
  if (!step.needs.every((need) => best.has(need))) return undefined;
  const paths = step.needs.flatMap((need) => best.get(need) ?? []);
  const held = new Set(paths.flatMap((path) => path.held));
  const steps = new Set(paths.flatMap((path) => path.steps));
  return { held: [...held], steps: [...steps, step] };
}
