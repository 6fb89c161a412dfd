import type { Refusal } from "../../model/refusal.ts";
import { is } from "../../model/setting.ts";
import type { Place } from "../../text/span.ts";
import { asBytes, asInteger, asNumber } from "../../yaml/scalar.ts";
import { hasUnresolved, type Mapping, nodeAt, scalarAt } from "../../yaml/tree.ts";
import { asNames } from "../syntax/long-forms.ts";
import type { ServiceReader } from "../syntax/service-reader.ts";
import { cleanTarget, isHostPath, shortVolume } from "../syntax/short-syntax.ts";
import { type Dependency, dependenciesOf, dependencyCircles } from "./dependencies.ts";

/**
 * What Compose refuses about a project once all files are merged, each at the place that names it. `blocks` are its services by their names.
 * Only what makes `docker compose up` stop is here; values that the Engine ignores are the rules' business. A project that `isIncluded` by another may
 * refer to what that one defines.
 * Source: https://github.com/compose-spec/compose-go/blob/main/loader/validate.go and observation of Compose 2.40.
 */
export function* refusals(
  root: Mapping,
  readers: ReadonlyMap<string, ServiceReader>,
  isIncluded: () => boolean,
): Iterable<Refusal> {
  const missing: Refusal[] = [];
  const dependencies = new Map<string, readonly Dependency[]>();
  for (const [name, reader] of readers) {
    const own = dependenciesOf(reader);
    dependencies.set(name, own);
    for (const one of refusalsOf(name, reader)) yield { ...one, by: "Compose", service: name };
    for (const one of undefinedReferences(name, reader, own, root))
      missing.push({ ...one, by: "Compose", service: name });
  }
  if (missing.length > 0 && !isIncluded()) yield* missing;
  yield* misshapenServices(root);
  yield* dependencyCircles(dependencies);
}

/** What is told of one service, which every refusal here is about. */
type Told = Omit<Refusal, "by" | "service">;

function* refusalsOf(name: string, reader: ServiceReader): Iterable<Told> {
  yield* withoutImage(name, reader);
  yield* networkClash(name, reader);
  yield* brokenVolumes(reader);
  yield* mountedTwice(name, reader);
  yield* unlikeLimits(reader);
}

function* misshapenServices(root: Mapping): Iterable<Refusal> {
  const services = nodeAt(root, "services");
  for (const [name, { key, value }] of services?.kind === "mapping" ? services.entries : []) {
    if (value.kind !== "mapping")
      yield { at: key, by: "Compose", because: `service "${name}" must be a mapping`, service: name };
  }
}

function* withoutImage(name: string, reader: ServiceReader): Iterable<Told> {
  const runs = ["image", "build", "provider"].some((key) => reader.entry(key) !== undefined);
  if (!runs) yield { at: reader.at, because: `service "${name}" has neither an image nor a build context` };
}

function* networkClash(name: string, reader: ServiceReader): Iterable<Told> {
  const mode = reader.entry("network_mode");
  const networks = reader.entry("networks");
  if (mode === undefined || networks === undefined) return;
  yield {
    at: networks.key,
    because: `service "${name}" declares both network_mode and networks, which exclude each other`,
  };
}

function* undefinedReferences(
  name: string,
  reader: ServiceReader,
  dependencies: readonly Dependency[],
  root: Mapping,
): Iterable<Told> {
  const unknown = (kind: string, section: string, scalar: { readonly text: string; readonly at: Place }): Told[] => {
    if (hasUnresolved(scalar.text) || nodeAt(root, section, scalar.text) !== undefined) return [];
    return [{ at: scalar.at, because: `service "${name}" refers to undefined ${kind} ${scalar.text}` }];
  };
  for (const [network, { key }] of namesIn(reader, "networks")) {
    if (network !== "default") yield* unknown("network", "networks", { text: network, at: key });
  }
  for (const { on, at, key } of dependencies) {
    // Joins and volumes of services that do not exist are told where they are followed.
    const isOwn = key === "depends_on" || key === "links" || key === "uts" || key === "cgroup";
    // That a service depends on a job is told with the jobs.
    if (isOwn && nodeAt(root, "jobs", on) === undefined) yield* unknown("service", "services", { text: on, at });
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

function namedVolumes(reader: ServiceReader): readonly { readonly text: string; readonly at: Place }[] {
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

function* brokenVolumes(reader: ServiceReader): Iterable<Told> {
  for (const { node } of reader.items("volumes")) {
    if (node.kind !== "scalar" || hasUnresolved(node.text)) continue;
    const { source, target } = shortVolume(node.text);
    if (node.text === "" || source === "" || target === "")
      yield { at: node.at, because: `invalid volume "${node.text}": a part between the colons is empty` };
  }
}

/** Two volumes at one target replace each other; a tmpfs beside a volume or another tmpfs is refused. */
function* mountedTwice(name: string, reader: ServiceReader): Iterable<Told> {
  const targets = new Set<string>();
  const twice = (target: string, at: Place): Told => ({
    at,
    because: `service "${name}" mounts ${target} twice, once as a tmpfs`,
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
function* unlikeLimits(reader: ServiceReader): Iterable<Told> {
  if (reader.entry("deploy", "resources", "limits") === undefined) return;
  for (const [own, deploy, read] of LIMITS) {
    const first = reader.scalar([own], 0, read);
    const second = reader.scalar(["deploy", "resources", "limits", deploy], 0, read);
    if (first.state === "unknown" || second.state === "unknown" || first.value === 0) continue;
    if (!is(second, first.value))
      yield { at: first.at, because: `${own} and deploy.resources.limits.${deploy} are not the same` };
  }
}
