import { declaredEntry } from "../compose/syntax/declared.ts";
import type { Container } from "../model/container.ts";
import type { Span } from "../text/span.ts";
import { wholeOf } from "../yaml/tree.ts";
import type { ShownFile } from "./shown-file.ts";

/** From the key of a service or job to the end of its block; undefined for one that has no key in the file. */
export function serviceExtent(service: Container, { uri, text, cache, analysis }: ShownFile): Span | undefined {
  if (service.at.file !== uri) return undefined;
  if (analysis.unit !== undefined) return analysis.unit.command.whole;
  const command = analysis.commands?.commands.find(({ at }) => at.start === service.at.start);
  if (command !== undefined) return command.whole;
  if (analysis.devContainer !== undefined) return analysis.devContainer.whole;
  for (const { root } of cache.compose(uri, text).documents) {
    const entry = declaredEntry(root, service.name);
    if (entry?.key.start !== service.at.start) continue;
    // The value of an alias stands elsewhere.
    const end = entry.value.at.file === uri ? wholeOf(entry.value).end : 0;
    return { start: service.at.start, end: Math.max(service.at.end, end) };
  }
  return undefined;
}
