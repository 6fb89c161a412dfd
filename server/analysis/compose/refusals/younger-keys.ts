import { keysOfPart, type SchemaKey } from "../../facts/compose-schema.ts";
import { type ComposeRelease, isComposeSince } from "../../facts/engine.ts";
import type { InputError } from "../../model/project.ts";
import { type Mapping, type Node, nodeAt } from "../../yaml/tree.ts";

/** The keys of a service that the release of Compose that reads the file does not know yet, and so refuses. */
export function* youngerKeys(name: string, service: Mapping, release: ComposeRelease): Iterable<InputError> {
  yield* youngerIn("service", service, `service "${name}"`, release);
  yield* youngerIn("workload.build", nodeAt(service, "build"), `the build of service "${name}"`, release);
}

function* youngerIn(part: string, node: Node | undefined, who: string, release: ComposeRelease): Iterable<InputError> {
  if (node?.kind !== "mapping") return;
  const keys: ReadonlyMap<string, SchemaKey> = keysOfPart(part);
  for (const [key, { key: at }] of node.entries) {
    const since = keys.get(key)?.since;
    if (since === undefined || isComposeSince(release, since)) continue;
    yield { at, message: `${key} of ${who} is known since Compose ${since}, and ${release.compose} refuses the file` };
  }
}
