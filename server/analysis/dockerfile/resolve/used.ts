import { copiedFrom } from "./apply.ts";
import type { Built, OpenStage } from "./stage-builder.ts";

/**
 * Marks the stage that is built and every stage that it needs: the ones that it is built from and the ones that files are copied or mounted from.
 * A target that no stage is called by marks none.
 */
export function markUsed(built: readonly Built[], named: ReadonlyMap<string, Built>, target: string | undefined): void {
  const final = target === undefined ? built.at(-1) : named.get(target.toLowerCase());
  if (!final) return;
  final.stage.final = true;
  const waiting = [final];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.stage.used) continue;
    next.stage.used = true;
    waiting.push(...neededBy(next, built, named));
  }
}

function neededBy(
  { stage, draft }: Built,
  built: readonly Built[],
  named: ReadonlyMap<string, Built>,
): readonly Built[] {
  const { parent } = draft.base;
  const copied = stage.copies.flatMap(({ from }) => builtAs(from?.stage?.index, built));
  const mounted = stage.runs.flatMap(({ flags }) =>
    flags.flatMap(({ name, value, at }) => {
      const from = name === "mount" ? /(?:^|,)from=([^,]+)/.exec(value)?.[1] : undefined;
      return from === undefined ? [] : builtAs(copiedFrom(from, at, { built, named }).stage?.index, built);
    }),
  );
  return [...(parent ? [parent] : []), ...copied, ...mounted];
}

function builtAs(index: OpenStage["index"] | undefined, built: readonly Built[]): readonly Built[] {
  const stage = index === undefined ? undefined : built[index];
  return stage ? [stage] : [];
}
