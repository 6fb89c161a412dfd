import type { Container } from "../../model/container.ts";
import type { Related } from "../../model/finding.ts";
import type { Place } from "../../text/span.ts";

/** What a message calls a container: `Service "web"`. */
export function named(service: Container): string {
  const name = namedInside(service);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The same in the middle of a sentence. */
export function namedInside({ kind, name }: Pick<Container, "kind" | "name">): string {
  return `${KINDS[kind]} "${name}"`;
}

/** Words as a sentence lists them: `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}

const KINDS: Readonly<Record<Container["kind"], string>> = {
  service: "service",
  job: "job",
  pre_start: "the pre_start container",
  stage: "stage",
  container: "container",
  quadlet: "container",
  pod: "pod",
  devcontainer: "dev container",
};

/**
 * Where a container got something that is decided elsewhere: the alias, merge key, `extends` or `build` in its own block,
 * or the container's key where all that is known is that the deciding place lies in another file.
 */
export function inheritedFrom(
  service: Container,
  decided: { readonly at: Place; readonly via?: Place },
): readonly Related[] {
  const at = decided.via ?? (decided.at.file === service.at.file ? undefined : service.at);
  return at ? [{ at, message: `${named(service)} inherits this value here.` }] : [];
}

/** What a fact says in Markdown as a message says it, which is plain text everywhere. */
export function asPlainText(markdown: string): string {
  return markdown.replaceAll("`", "");
}
