import type { Container } from "../../model/container.ts";
import type { SubjectName } from "../../model/finding.ts";
import type { Place } from "../../text/span.ts";
import { said, type Wording } from "../../text/wording.ts";
import type { RelatedProblem } from "../rule.ts";

/** What a message calls a container: `Service "web"`. */
export function named({ kind, name }: Named): Wording {
  return FIRST[kind](name);
}

/** The same in the middle of a sentence. */
export function namedInside({ kind, name }: Named): Wording {
  return INSIDE[kind](name);
}

type Named = Pick<Container, "kind" | "name">;
type Names = Readonly<Record<Container["kind"], (name: string) => Wording>>;

const FIRST: Names = {
  service: (name) => said`Service "${name}"`,
  job: (name) => said`Job "${name}"`,
  pre_start: (name) => said`The pre_start container "${name}"`,
  stage: (name) => said`Stage "${name}"`,
  container: (name) => said`Container "${name}"`,
  quadlet: (name) => said`Container "${name}"`,
  pod: (name) => said`Pod "${name}"`,
  devcontainer: (name) => said`Dev container "${name}"`,
  target: (name) => said`Target "${name}"`,
};

const INSIDE: Names = {
  service: (name) => said`service "${name}"`,
  job: (name) => said`job "${name}"`,
  pre_start: (name) => said`the pre_start container "${name}"`,
  stage: (name) => said`stage "${name}"`,
  container: (name) => said`container "${name}"`,
  quadlet: (name) => said`container "${name}"`,
  pod: (name) => said`pod "${name}"`,
  devcontainer: (name) => said`dev container "${name}"`,
  target: (name) => said`target "${name}"`,
};

/**
 * Where a container got something that is decided elsewhere: the alias, merge key, `extends` or `build` in its own block,
 * or the container's key where all that is known is that the deciding place lies in another file.
 */
export function inheritedFrom(
  service: Container,
  decided: { readonly at: Place; readonly via?: Place },
): readonly RelatedProblem[] {
  const at = decided.via ?? (decided.at.file === service.at.file ? undefined : service.at);
  return at ? [{ at, message: said`${named(service)} inherits this value here.` }] : [];
}

/** The same of whatever a finding is about. */
export function subjectNamed({ kind, name }: SubjectName): Wording {
  return SUBJECTS[kind](name);
}

const SUBJECTS: Readonly<Record<SubjectName["kind"], (name: string) => Wording>> = {
  ...FIRST,
  hook: (name) => said`Hook "${name}"`,
  build: (name) => said`Build "${name}"`,
  network: (name) => said`Network "${name}"`,
  volume: (name) => said`Volume "${name}"`,
  project: () => said`The project`,
  file: () => said`The file`,
};

/** What is said of a place where somebody inherits what another place decides. */
export function inherits(who: Wording): Wording {
  return said`${who} inherits this value here.`;
}

/** What a fact says in Markdown as a message says it, which is plain text everywhere. */
export function asPlainText(markdown: string): string {
  return markdown.replaceAll("`", "");
}
