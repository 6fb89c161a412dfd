import type { Refusal } from "../../model/refusal.ts";
import { is } from "../../model/setting.ts";
import type { Place } from "../../text/span.ts";
import { asBoolean, asBytes, asInteger, asNumber } from "../../yaml/scalar.ts";
import { hasUnresolved, type Mapping, nodeAt, scalarAt } from "../../yaml/tree.ts";
import { asNames } from "../syntax/long-forms.ts";
import type { ServiceReader } from "../syntax/service-reader.ts";
import { cleanTarget, isHostPath, shortVolume } from "../syntax/short-syntax.ts";
import { type Dependency, dependenciesOf, dependencyCircles } from "./dependencies.ts";

/**
 * What Compose refuses about a project once all files are merged, each at the place that names it. `blocks` are its services by their names.
 * Only what makes `docker compose up` stop is here; values that the Engine ignores are the rules' business. What stands in a file that
 * `isIncluded` by another project may refer to what that one defines, also where a service of a third file extends it.
 * Source: https://github.com/compose-spec/compose-go/blob/main/loader/validate.go and observation of Compose 2.40.
 */
export function* refusals(
  root: Mapping,
  readers: ReadonlyMap<string, ServiceReader>,
  isIncluded: (file: string) => boolean,
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
  const files = new Set(missing.map(({ at }) => at.file));
  const included = new Set([...files].filter(isIncluded));
  for (const one of missing) if (!included.has(one.at.file)) yield one;
  yield* dependencyCircles(dependencies);
  yield* sameContainerNames(readers);
  for (const [section, sources] of SOURCES) yield* wrongSources(root, section, sources);
  yield* describedElsewhere(root);
}

/** What is told of one service, which every refusal here is about. */
type Told = Omit<Refusal, "by" | "service">;

function* refusalsOf(name: string, reader: ServiceReader): Iterable<Told> {
  yield* withoutImage(name, reader);
  yield* networkClash(name, reader);
  yield* mountedTwice(name, reader);
  yield* unlikeLimits(reader);
  yield* wrongBuild(name, reader);
  yield* wrongHealthCheck(name, reader);
  yield* wrongCounts(name, reader);
  yield* wrongWatches(name, reader);
}

function* withoutImage(name: string, reader: ServiceReader): Iterable<Told> {
  const image = reader.text("image");
  const isNamed = image.state === "unknown" || (image.value !== null && image.value !== "");
  const runs = isNamed || ["build", "provider"].some((key) => reader.entry(key) !== undefined);
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
  for (const [section, path] of MOUNTED) {
    for (const { node } of reader.items(...path)) {
      const source = node.kind === "scalar" ? node : scalarAt(node, "source");
      if (source !== undefined) yield* unknown(section.slice(0, -1), section, source);
    }
  }
  for (const [model, { key }] of namesIn(reader, "models")) yield* unknown("model", "models", { text: model, at: key });
}

/** Where secrets and configs are asked for. */
const MOUNTED: readonly (readonly [section: string, path: readonly [string, ...string[]]])[] = [
  ["secrets", ["secrets"]],
  ["configs", ["configs"]],
  ["secrets", ["build", "secrets"]],
];

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
  ["mem_limit", "limits", "memory", asBytes],
  ["cpus", "limits", "cpus", asNumber],
  ["pids_limit", "limits", "pids", asInteger],
  ["mem_reservation", "reservations", "memory", asBytes],
] as const;

/** A limit of the service's own and that of `deploy` must agree, where `deploy` has any of its kind; one that it leaves out counts as 0. */
function* unlikeLimits(reader: ServiceReader): Iterable<Told> {
  for (const [own, kind, deploy, read] of LIMITS) {
    if (reader.entry("deploy", "resources", kind) === undefined) continue;
    const first = reader.scalar([own], 0, read);
    const second = reader.scalar(["deploy", "resources", kind, deploy], 0, read);
    if (first.state === "unknown" || second.state === "unknown" || first.value === 0) continue;
    if (!is(second, first.value))
      yield { at: first.at, because: `${own} and deploy.resources.${kind}.${deploy} are not the same` };
  }
}

function* wrongBuild(name: string, reader: ServiceReader): Iterable<Told> {
  const file = reader.text("build", "dockerfile");
  const inline = reader.entry("build", "dockerfile_inline");
  if (inline !== undefined && file.state === "known" && file.value !== null && file.value !== "")
    yield {
      at: inline.key,
      because: `service "${name}" declares both dockerfile and dockerfile_inline, which exclude each other`,
    };
  const platform = reader.text("platform");
  const platforms = reader.texts("build", "platforms");
  if (platform.state === "unknown" || platform.value === null || platforms.length === 0) return;
  if (!platforms.some(({ text }) => text === platform.value || hasUnresolved(text)))
    yield { at: platform.at, because: `build.platforms of service "${name}" lacks its platform ${platform.value}` };
}

/** A command in a list says first how it is run. */
function* wrongHealthCheck(name: string, reader: ServiceReader): Iterable<Told> {
  const [first] = reader.items("healthcheck", "test");
  if (first?.node.kind !== "scalar" || hasUnresolved(first.node.text)) return;
  if (!["CMD", "CMD-SHELL", "NONE"].includes(first.node.text))
    yield {
      at: first.node.at,
      because: `healthcheck.test of service "${name}" must begin with CMD, CMD-SHELL or NONE`,
    };
}

/** How many containers there are, which Compose reads in two places. */
function* wrongCounts(name: string, reader: ServiceReader): Iterable<Told> {
  const [scale, replicas] = [["scale"], ["deploy", "replicas"]] as const;
  const [own, deploy] = [scale, replicas].map((path) => {
    const count = reader.scalar(path, undefined, asInteger);
    return count.state === "known" && count.value !== undefined ? { value: count.value, at: count.at } : undefined;
  });
  if (own !== undefined && deploy !== undefined && own.value !== deploy.value)
    yield { at: own.at, because: `scale and deploy.replicas of service "${name}" are not the same` };
  const many = [own, deploy].find((one) => one !== undefined && one.value > 1);
  const container = reader.text("container_name");
  if (many !== undefined && container.state === "known" && container.value !== null && container.value !== "")
    yield { at: many.at, because: `service "${name}" cannot have ${many.value} containers of one name` };
}

/** What is copied needs a place to be copied to. */
function* wrongWatches(name: string, reader: ServiceReader): Iterable<Told> {
  for (const { node } of reader.items("develop", "watch")) {
    const action = scalarAt(node, "action");
    const target = scalarAt(node, "target");
    if (action === undefined || ["rebuild", "restart"].includes(action.text) || hasUnresolved(action.text)) continue;
    if (target === undefined || target.text === "")
      yield { at: action.at, because: `develop.watch of service "${name}" must say a target for ${action.text}` };
  }
}

function* sameContainerNames(readers: ReadonlyMap<string, ServiceReader>): Iterable<Refusal> {
  const owners = new Map<string, string>();
  for (const [service, reader] of readers) {
    const name = reader.text("container_name");
    if (name.state === "unknown" || name.value === null || name.value === "") continue;
    const owner = owners.get(name.value);
    if (owner === undefined) owners.set(name.value, service);
    else
      yield {
        at: name.at,
        by: "Compose",
        because: `container_name ${name.value} of service "${service}" is that of service "${owner}" too`,
        service,
      };
  }
}

/** What a secret or config is made of. */
const SOURCES = [
  ["secrets", ["file", "environment"]],
  ["configs", ["file", "environment", "content"]],
] as const;

/** Each secret and config says once what it is made of, unless it is there already or a driver makes it. */
function* wrongSources(root: Mapping, section: string, sources: readonly string[]): Iterable<Refusal> {
  const declared = nodeAt(root, section);
  for (const [name, { key: at, value }] of declared?.kind === "mapping" ? declared.entries : []) {
    if (value.kind !== "mapping") continue;
    const said = sources.filter((one) => value.entries.has(one));
    const what = `${section.slice(0, -1)} "${name}"`;
    const isElsewhere = ["external", "driver", "template_driver"].some((key) => value.entries.has(key));
    if (said.length > 1) yield { at, by: "Compose", because: `${what} says both ${said.join(" and ")}` };
    else if (said.length === 0 && !isElsewhere)
      yield { at, by: "Compose", because: `${what} must say one of ${sources.join(", ")}` };
  }
}

/** Of a volume that is there already, nothing but its name is asked for. */
function* describedElsewhere(root: Mapping): Iterable<Refusal> {
  const volumes = nodeAt(root, "volumes");
  for (const [name, { value }] of volumes?.kind === "mapping" ? volumes.entries : []) {
    const external = scalarAt(value, "external");
    if (external === undefined || asBoolean(external) !== true || value.kind !== "mapping") continue;
    for (const [key, { key: at }] of value.entries) {
      if (key === "external" || key === "name" || key.startsWith("x-")) continue;
      yield { at, by: "Compose", because: `volume "${name}" is external, so that it cannot say ${key}` };
    }
  }
}
