import { hostPath } from "../../compose/resolve/mounts.ts";
import type { ServiceReader } from "../../compose/syntax/service-reader.ts";
import type { BuildOutput } from "../../model/container.ts";
import { hasUnresolved, type Scalar, scalarAt } from "../../yaml/tree.ts";

/** What lands on the machine that calls bake; the rest goes to the engine, to a registry or nowhere. */
const WRITTEN: ReadonlySet<string> = new Set(["local", "tar", "oci", "docker"]);

/**
 * The paths to which a target's `output` is written on the machine that calls bake. `directory` is where relative ones count from. What a variable without
 * a value decides is left out.
 * Source: https://github.com/docker/buildx/blob/v0.29.1/util/buildflags/export.go (ParseExports)
 */
export function outputsOf(attributes: ServiceReader, directory: string): readonly BuildOutput[] {
  return attributes.items("output").flatMap(({ node, decision: { via } }) => {
    const named = node.kind === "scalar" ? node : scalarAt(node, "dest");
    const dest = node.kind === "scalar" ? destinationIn(node) : isWritten(scalarAt(node, "type")) && named?.text;
    if (named === undefined || !dest || dest === "-" || hasUnresolved(dest)) return [];
    const { at } = named;
    const path = hostPath(dest, at, { root: undefined, directoryFor: () => directory });
    return [{ value: dest, text: dest, at, ...(via === undefined ? {} : { via }), path }];
  });
}

function isWritten(type: Scalar | undefined): boolean {
  return WRITTEN.has(type?.text ?? "");
}

/** `type=local,dest=out`, or a path alone. */
function destinationIn({ text }: Scalar): string | undefined {
  const fields = text.split(",");
  if (fields.length === 1 && !text.startsWith("type=")) return text;
  const said = (name: string): string | undefined =>
    fields.findLast((field) => field.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
  return WRITTEN.has(said("type") ?? "") ? said("dest") : undefined;
}
