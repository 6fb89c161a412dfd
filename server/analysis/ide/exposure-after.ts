import { analyze } from "../run/analyze.ts";
import { ParseCache } from "../run/cache.ts";
import { applyEdits, type Edit } from "../text/edit.ts";
import { type Exposure, exposureOf } from "../walls/exposure.ts";
import type { ShownFile } from "./shown-file.ts";

/** The exposure of a service after edits were applied; undefined where it has none, or where the edits do not fit. */
export function exposureAfter(file: ShownFile, edits: readonly Edit[], service: string): Exposure | undefined {
  const texts = new Map<string, string>();
  for (const { file: uri } of edits) {
    const text = file.lookup(uri);
    const edited =
      typeof text === "string"
        ? applyEdits(
            text,
            edits.filter((edit) => edit.file === uri),
          )
        : undefined;
    if (edited === undefined) return undefined;
    texts.set(uri, edited);
  }
  // A cache of its own: the parses of the text as it is are wanted again.
  const options = { cache: new ParseCache(), rules: [], onRuleError: () => undefined };
  const { project } = analyze([file.uri], (uri) => texts.get(uri) ?? file.lookup(uri) ?? null, file.config, options);
  const found = project?.services.find(({ name }) => name === service);
  return found && exposureOf(found);
}
