import type { InputError } from "../../model/project.ts";
import { is } from "../../model/setting.ts";
import { asBytes, asInteger, asNumber } from "../../yaml/scalar.ts";
import { hasUnresolved, type Mapping, nodeAt, scalarAt } from "../../yaml/tree.ts";
import { asNames } from "../syntax/long-forms.ts";
import type { ServiceReader } from "../syntax/service-reader.ts";
import { cleanTarget, isHostPath, shortVolume } from "../syntax/short-syntax.ts";
import { type Dependency, dependenciesOf, dependencyCircles } from "./dependencies.ts";
import { misshapen } from "./key-types.ts";

/**
 * What Compose refuses about a project once all files are merged, each at the place that names it. `blocks` are its services by their names.
 * Only what makes `docker compose up` stop is here; values that the Engine ignores are the rules' business.
 * Source: https://github.com/compose-spec/compose-go/blob/main/loader/validate.go and observation of Compose 2.40.
 */
export function* refusals(root: Mapping, readers: ReadonlyMap<string, ServiceReader>): Iterable<InputError> {
  const dependencies = new Map<string, readonly Dependency[]>();
  for (const [name, reader] of readers) {
    const own = dependenciesOf(reader);
    dependencies.set(name, own);
    yield* withoutImage(name, reader);
    yield* networkClash(name, reader);
    yield* undefinedReferences(name, reader, own, root);
    yield* brokenVolumes(reader);
    yield* mountedTwice(name, reader);
    yield* unlikeLimits(reader);
    yield* misshapen(name, reader.mapping);
  }
  yield* misshapenServices(root);
  yield* dependencyCircles(dependencies);
}

function* misshapenServices(root: Mapping): Iterable<InputError> {
  const services = nodeAt(root, "services");
  for (const [name, { key, value }] of services?.kind === "mapping" ? services.entries : []) {
    if (value.kind !== "mapping") yield { at: key, message: `service "${name}" must be a mapping` };
  }
}

function* withoutImage(name: string, reader: ServiceReader): Iterable<InputError> {
  const runs = ["image", "build", "provider"].some((key) => reader.entry(key) !== undefined);
  if (!runs) yield { at: reader.at, message: `service "${name}" has neither an image nor a build context` };
}

function* networkClash(name: string, reader: ServiceReader): Iterable<InputError> {
  const mode = reader.entry("network_mode");
  const networks = reader.entry("networks");
  if (mode === undefined || networks === undefined) return;
  yield {
    at: networks.key,
    message: `service "${name}" declares both network_mode and networks, which exclude each other`,
  };
}

function* undefinedReferences(
  name: string,
  reader: ServiceReader,
  dependencies: readonly Dependency[],
  root: Mapping,
): Iterable<InputError> {
  const unknown = (
    kind: string,
    section: string,
    scalar: { readonly text: string; readonly at: InputError["at"] },
  ): InputError[] => {
    if (hasUnresolved(scalar.text) || nodeAt(root, section, scalar.text) !== undefined) return [];
    return [{ at: scalar.at, message: `service "${name}" refers to undefined ${kind} ${scalar.text}` }];
  };
  for (const [network, { key }] of namesIn(reader, "networks")) {
    if (network !== "default") yield* unknown("network", "networks", { text: network, at: key });
  }
  for (const { on, at, key } of dependencies) {
    // Joins and volumes of services that do not exist are told where they are followed.
    if (key === "depends_on" || key === "links" || key === "uts" || key === "cgroup")
      yield* unknown("service", "services", { text: on, at });
  }
  for (const volume of namedVolumes(reader)) yield* unknown("volume", "volumes", volume);
  for (const section of ["secrets", "configs"] as const) {
    for (const { node } of reader.items(section)) {
      const source = node.kind === "scalar" ? node : scalarAt(node, "source");
      if (source !== undefined) yield* unknown(section.slice(0, -1), section, source);
    }
  }
}

function namesIn(reader: ServiceReader, key: string): Mapping["entries"] {
  const entry = reader.entry(key);
  return (entry === undefined ? undefined : asNames(entry.value))?.entries ?? new Map();
}

function namedVolumes(reader: ServiceReader): readonly { readonly text: string; readonly at: InputError["at"] }[] {
  return reader.items("volumes").flatMap(({ node }) => {
    if (node.kind === "scalar") {
      const { source } = shortVolume(node.text);
      return source === undefined || source === "" || isHostPath(source) || hasUnresolved(source)
        ? []
        : [{ text: source, at: node.at }];
    }
    const source = scalarAt(node, "source");
    const type = scalarAt(node, "type")?.text ?? "volume";
    return type === "volume" && source !== undefined ? [source] : [];
  });
}

function* brokenVolumes(reader: ServiceReader): Iterable<InputError> {
  for (const { node } of reader.items("volumes")) {
    if (node.kind !== "scalar" || hasUnresolved(node.text)) continue;
    const { source, target } = shortVolume(node.text);
    if (node.text === "" || source === "" || target === "")
      yield { at: node.at, message: `invalid volume "${node.text}": a part between the colons is empty` };
  }
}

/** Two volumes at one target replace each other; a tmpfs beside a volume or another tmpfs is refused. */
function* mountedTwice(name: string, reader: ServiceReader): Iterable<InputError> {
  const targets = new Set<string>();
  const twice = (target: string, at: InputError["at"]): InputError => ({
    at,
    message: `service "${name}" mounts ${target} twice, once as a tmpfs`,
  });
  for (const { text, at } of reader.texts("tmpfs")) {
    const [target = ""] = text.split(":");
    if (targets.has(target)) yield twice(target, at);
    if (!hasUnresolved(target)) targets.add(target);
  }
  for (const { node } of reader.items("volumes")) {
    const target =
      node.kind === "scalar" ? shortVolume(node.text).target : cleanTarget(scalarAt(node, "target")?.text ?? "");
    if (targets.has(target)) yield twice(target, node.at);
  }
}

const LIMITS = [
  ["mem_limit", "memory", asBytes],
  ["cpus", "cpus", asNumber],
  ["pids_limit", "pids", asInteger],
] as const;

/** A limit of the service's own and the limits of `deploy`, where there are any, must agree; one that `deploy` leaves out counts as 0. */
function* unlikeLimits(reader: ServiceReader): Iterable<InputError> {
  if (reader.entry("deploy", "resources", "limits") === undefined) return;
  for (const [own, deploy, read] of LIMITS) {
    const first = reader.scalar([own], 0, read);
    const second = reader.scalar(["deploy", "resources", "limits", deploy], 0, read);
    if (first.state === "unknown" || second.state === "unknown" || first.value === 0) continue;
    if (!is(second, first.value))
      yield { at: first.at, message: `${own} and deploy.resources.limits.${deploy} are not the same` };
  }
}
