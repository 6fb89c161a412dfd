import type { Confidence } from "../../server/analysis/model/change.ts";
import type { Analysis } from "../../server/analysis/run/analysis.ts";
import { chosenParts, harden } from "../../server/analysis/walls/harden.ts";

/** A service of the corpus with what *Harden* writes of it by itself, each part with the evidence that it rests on. */
export interface Hardened {
  readonly file: string;
  readonly service: string;
  readonly parts: readonly { readonly label: string; readonly confidence: Confidence; readonly why: string }[];
}

/** The services of a project that *Harden* changes; none whose file refuses the edits. `nameOf` names a file by its URI. */
export function hardenedBy(analysis: Analysis, nameOf: (uri: string) => string): readonly Hardened[] {
  return (analysis.project?.services ?? []).flatMap((service): Hardened[] => {
    const [fix] = harden(service);
    if (fix === undefined || analysis.edits(fix) === undefined) return [];
    return [
      {
        file: nameOf(service.at.file),
        service: service.name,
        parts: chosenParts(service).map(({ label, confidence, why }) => ({ label, confidence, why })),
      },
    ];
  });
}
