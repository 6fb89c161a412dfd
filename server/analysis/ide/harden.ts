import type { Confidence, Fix } from "../model/change.ts";
import type { Container } from "../model/container.ts";
import { applyEdits, type Edit } from "../text/edit.ts";
import { type Exposure, exposureOf } from "../walls/exposure.ts";
import { hardeningParts } from "../walls/harden.ts";
import type { HardeningPart } from "../walls/wall.ts";
import { exposureAfter } from "./exposure-after.ts";
import { hardeningOf } from "./lenses.ts";
import type { ShownFile } from "./shown-file.ts";

/** One wall that a hardening raises, with the text edits that do so. */
interface PlannedPart {
  readonly label: string;
  readonly why: string;
  readonly confidence: Confidence;
  readonly edits: readonly Edit[];
}

/** How a service can be hardened, and what its exposure is before and after. */
export interface HardeningPlan {
  readonly title: string;
  readonly edits: readonly Edit[];
  /** The same edits by wall, any of which may be left out; undefined where they cannot be told apart. */
  readonly parts: readonly PlannedPart[] | undefined;
  readonly before: Exposure | undefined;
  readonly after: Exposure | undefined;
}

/** The plan for a service of the file; undefined where nothing is known to be right. */
export function hardeningPlan(service: Container, file: ShownFile): HardeningPlan | undefined {
  const fix = hardeningOf(service, file);
  const edits = fix && file.analysis.edits(fix);
  if (!edits) return undefined;
  return {
    title: fix.title,
    edits,
    parts: plannedParts(hardeningParts(service), file),
    before: exposureOf(service),
    after: exposureAfter(file, edits, service.name),
  };
}

/** The parts with their edits, where every choice of them makes of the file what the editor itself would make of it. */
function plannedParts(parts: readonly HardeningPart[], file: ShownFile): readonly PlannedPart[] | undefined {
  const planned = parts.flatMap(({ label, why, confidence, changes }) => {
    const edits = file.analysis.edits(fixOf([...changes]));
    return edits ? [{ label, why, confidence, edits }] : [];
  });
  if (planned.length < parts.length) return undefined;
  const fits = subsets(parts.length).every((chosen) => {
    const changes = parts.flatMap((part, index) => (chosen.has(index) ? part.changes : []));
    const together = file.analysis.edits(fixOf(changes));
    const joined = planned.flatMap((part, index) => (chosen.has(index) ? part.edits : []));
    return together !== undefined && sameResult(together, joined, file);
  });
  return fits ? planned : undefined;
}

function fixOf(changes: Fix["changes"]): Fix {
  return { title: "", safe: false, changes };
}

/** Every choice of two or more of so many things; there are never more than a handful. */
function subsets(count: number): readonly ReadonlySet<number>[] {
  const all: ReadonlySet<number>[] = [];
  for (let bits = 0; bits < 1 << count; bits++) {
    const chosen = new Set(Array.from({ length: count }, (_, index) => index).filter((index) => bits & (1 << index)));
    if (chosen.size > 1) all.push(chosen);
  }
  return all;
}

function sameResult(a: readonly Edit[], b: readonly Edit[], { lookup }: ShownFile): boolean {
  const files = new Set([...a, ...b].map(({ file }) => file));
  return [...files].every((file) => {
    const text = lookup(file);
    if (typeof text !== "string") return false;
    const of = (edits: readonly Edit[]) =>
      applyEdits(
        text,
        edits.filter((edit) => edit.file === file),
      );
    return of(a) !== undefined && of(a) === of(b);
  });
}
