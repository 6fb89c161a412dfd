import type { Trouble } from "../model/project.ts";
import { is } from "../model/setting.ts";
import type { Block } from "./block.ts";
import { named } from "./forms.ts";
import { isHostPath, shortVolume } from "./short.ts";
import { entryOf, hasHole, type Mapping, type Node, nodeAt, type Scalar } from "./tree.ts";

/**
 * What Compose refuses about a service once all files are merged, each at the place that names it.
 * Only what makes `docker compose up` stop is here; values that the Engine ignores are the rules' business.
 * Source: https://github.com/compose-spec/compose-go/blob/main/loader/validate.go and observation of Compose 2.40.
 */
export function* refusals(name: string, block: Block, root: Mapping): Iterable<Trouble> {
  yield* withoutImage(name, block);
  yield* networkClash(name, block);
  yield* undefinedReferences(name, block, root);
  yield* brokenVolumes(block);
  yield* unlikeLimits(block);
}

function* withoutImage(name: string, block: Block): Iterable<Trouble> {
  const runs = ["image", "build", "provider"].some((key) => block.entry(key) !== undefined);
  if (!runs) yield { at: block.at, message: `service "${name}" has neither an image nor a build context` };
}

function* networkClash(name: string, block: Block): Iterable<Trouble> {
  const mode = block.entry("network_mode");
  const networks = block.entry("networks");
  if (mode === undefined || networks === undefined) return;
  yield {
    at: networks.key,
    message: `service "${name}" declares both network_mode and networks, which exclude each other`,
  };
}

function* undefinedReferences(name: string, block: Block, root: Mapping): Iterable<Trouble> {
  const unknown = (
    kind: string,
    section: string,
    scalar: { readonly text: string; readonly at: Trouble["at"] },
  ): Trouble[] => {
    if (hasHole(scalar.text) || nodeAt(root, section, scalar.text) !== undefined) return [];
    return [{ at: scalar.at, message: `service "${name}" refers to undefined ${kind} ${scalar.text}` }];
  };
  for (const [network, { key }] of namesIn(block, "networks")) {
    if (network !== "default") yield* unknown("network", "networks", { text: network, at: key });
  }
  for (const [service, { key, value }] of namesIn(block, "depends_on")) {
    const optional = nodeAt(value, "required");
    if (optional?.kind !== "scalar" || optional.text !== "false")
      yield* unknown("service", "services", { text: service, at: key });
  }
  for (const volume of namedVolumes(block)) yield* unknown("volume", "volumes", volume);
  for (const section of ["secrets", "configs"] as const) {
    for (const { node } of block.items(section)) {
      const source = node.kind === "scalar" ? node : scalarAt(node, "source");
      if (source !== undefined) yield* unknown(section.slice(0, -1), section, source);
    }
  }
}

function namesIn(block: Block, key: string): Mapping["entries"] {
  const entry = block.entry(key);
  return (entry === undefined ? undefined : named(entry.value))?.entries ?? new Map();
}

function namedVolumes(block: Block): readonly { readonly text: string; readonly at: Trouble["at"] }[] {
  return block.items("volumes").flatMap(({ node }) => {
    if (node.kind === "scalar") {
      const { source } = shortVolume(node.text);
      return source === undefined || source === "" || isHostPath(source) || hasHole(source)
        ? []
        : [{ text: source, at: node.at }];
    }
    const source = scalarAt(node, "source");
    const type = scalarAt(node, "type")?.text ?? "volume";
    return type === "volume" && source !== undefined ? [source] : [];
  });
}

function* brokenVolumes(block: Block): Iterable<Trouble> {
  for (const { node } of block.items("volumes")) {
    if (node.kind !== "scalar" || hasHole(node.text)) continue;
    const { source, target } = shortVolume(node.text);
    if (node.text === "" || source === "" || target === "")
      yield { at: node.at, message: `invalid volume "${node.text}": a part between the colons is empty` };
  }
}

const LIMITS = [
  ["mem_limit", "memory"],
  ["cpus", "cpus"],
  ["pids_limit", "pids"],
] as const;

/** A limit that stands in both places must be the same in both. */
function* unlikeLimits(block: Block): Iterable<Trouble> {
  for (const [own, deploy] of LIMITS) {
    const first = block.text(own);
    const second = block.text("deploy", "resources", "limits", deploy);
    if (first.state === "unknown" || second.state === "unknown" || first.value === null || second.value === null)
      continue;
    if (!is(second, first.value))
      yield { at: first.at, message: `${own} and deploy.resources.limits.${deploy} are not the same` };
  }
}

function scalarAt(node: Node, key: string): Scalar | undefined {
  const value = entryOf(node, key)?.value;
  return value?.kind === "scalar" ? value : undefined;
}
