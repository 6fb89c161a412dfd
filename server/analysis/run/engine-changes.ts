import type { Engine } from "../facts/engine.ts";
import { type KeyRule, modeOf } from "../facts/engine-modes.ts";
import type { Change } from "../model/change.ts";

/** The changes without those that write a key which the engine ignores or refuses: they would change nothing, or keep the container from running. */
export function changesTaken(changes: readonly Change[], engine: Engine): readonly Change[] {
  const rules = modeOf(engine).keys.filter(
    ({ value, cgroup }) => value === undefined && (cgroup ?? engine.cgroup) === engine.cgroup,
  );
  return rules.length === 0 ? changes : changes.filter((change) => !rules.some((rule) => writes(change, rule)));
}

function writes(change: Change, { key }: KeyRule): boolean {
  const written = writtenKey(change);
  return written !== undefined && (written === key || written.startsWith(`${key}.`));
}

function writtenKey(change: Change): string | undefined {
  if (change.do === "set" || change.do === "append") return change.path.join(".");
  return change.do === "put" ? change.key : undefined;
}
