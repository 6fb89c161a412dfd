import type { Built, OpenStage } from "./stage-builder.ts";

/**
 * Marks the stage that is built and every stage that it needs: as its base, and to copy or mount files from. A target
 * without a stage marks none.
 */
export function markUsed(built: readonly Built[], named: ReadonlyMap<string, Built>, target: string | undefined): void {
  const final = target === undefined ? built.at(-1) : named.get(target.toLowerCase());
  if (!final) return;
  final.stage.final = true;
  for (let layer = final; layer.draft.base.parent; layer = layer.draft.base.parent)
    layer.draft.base.parent.stage.child = layer.stage;
  const waiting = [final];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.stage.used) continue;
    next.stage.used = true;
    waiting.push(...neededBy(next, built));
    lend(next, built);
  }
}

function neededBy({ stage, draft }: Built, built: readonly Built[]): readonly Built[] {
  const { parent } = draft.base;
  const copied = stage.copies.flatMap(({ from }) => builtAs(from?.stage?.index, built));
  const mounted = stage.runs.flatMap(({ from }) => from.flatMap((source) => builtAs(source.stage?.index, built)));
  return [...(parent ? [parent] : []), ...copied, ...mounted];
}

function builtAs(index: OpenStage["index"] | undefined, built: readonly Built[]): readonly Built[] {
  const stage = index === undefined ? undefined : built[index];
  return stage ? [stage] : [];
}

/** Notes in the stages that files are copied out of which ones are taken. What a stage did not make itself comes from those that it is built from. */
function lend({ stage }: Built, built: readonly Built[]): void {
  for (const { from, sources } of stage.copies) {
    for (const owner of builtAs(from?.stage?.index, built)) {
      for (let layer: Built | undefined = owner; layer; layer = layer.draft.base.parent) {
        const { lent } = layer.stage;
        const taken = sources.map(({ text }) => text);
        if (lent.length < MOST_LENT) lent.push(...(lent.length + taken.length < MOST_LENT ? taken : ["/"]));
      }
    }
  }
}

/** Where more paths are copied out of a stage than anybody writes, all of it counts as copied. */
const MOST_LENT = 1000;
