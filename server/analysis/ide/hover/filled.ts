import type { Container } from "../../model/container.ts";
import type { Project } from "../../model/project.ts";
import type { Place } from "../../text/span.ts";
import { hasUnresolved } from "../../yaml/tree.ts";
import type { ComposeCursor } from "./compose-cursor.ts";

/**
 * The text of the value under a cursor with its variables filled in, as far as the project's resolved settings keep it: capabilities, security
 * options, devices, groups and namespaces. Undefined where a variable has no value, so that the text tells nothing.
 */
export function filledText({ value, at }: ComposeCursor, project: Project | undefined): string | undefined {
  if (value === undefined || !value.text.includes("$")) return value?.text;
  const isHere = (one: { readonly at: Place }) => one.at.file === at.file && one.at.start === at.start;
  for (const service of project?.services ?? []) {
    const item = listsOf(service).find(isHere);
    if (item) return hasUnresolved(item.text) ? undefined : item.text;
    const mode = Object.values(service.namespaces).find((one) => one.origin !== "default" && isHere(one));
    // The word of the model, which is no value of every key.
    if (mode) return mode.state === "known" && mode.value !== "private" ? mode.value : undefined;
  }
  return undefined;
}

function listsOf({ capabilities, security, devices, groups }: Container): readonly { text: string; at: Place }[] {
  return [...capabilities.added, ...capabilities.dropped, ...security.options, ...devices, ...groups];
}
