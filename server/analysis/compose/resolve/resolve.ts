import type { Engine } from "../../facts/engine.ts";
import { modeOf } from "../../facts/engine-modes.ts";
import type { Container } from "../../model/container.ts";
import type { Mount } from "../../model/mount.ts";
import type { InputError, Network, Project } from "../../model/project.ts";
import type { Refusal } from "../../model/refusal.ts";
import { byDefault, knownValue } from "../../model/setting.ts";
import type { Dockerfile } from "../../model/stage.ts";
import type { Place } from "../../text/span.ts";
import { resolvePath } from "../../text/uri.ts";
import { ours, said, told } from "../../text/wording.ts";
import { asBoolean } from "../../yaml/scalar.ts";
import { type Entry, entryOf, hasUnresolved, type Mapping, nodeAt, scalarAt, wholeOf } from "../../yaml/tree.ts";
import { Weights } from "../../yaml/weights.ts";
import { rootOf, type YamlFile } from "../../yaml/yaml-file.ts";
import type { Assembly } from "../project/assemble.ts";
import { refusedJobs } from "../refusals/jobs.ts";
import { schemaRefusals } from "../refusals/schema.ts";
import { refusals } from "../refusals/validate.ts";
import { declaredIn, SECTIONS } from "../syntax/declared.ts";
import { ServiceReader } from "../syntax/service-reader.ts";
import { type BuildReaders, keepingDockerfiles } from "./build.ts";
import { withDigests } from "./digests.ts";
import { withDirectory } from "./directory.ts";
import { takenBy } from "./engine-keys.ts";
import { followJoins, namespacesOf, throughNetworks } from "./namespaces.ts";
import { withNeighbours } from "./neighbours.ts";
import { withNetworks } from "./on-networks.ts";
import { withPreStart } from "./pre-start.ts";
import { readerOf, type ServiceContext, type ServiceSource, serviceOf, volumesFrom } from "./service.ts";
import { projectTexts } from "./written.ts";

export interface ResolveContext extends BuildReaders {
  /** The file that is looked at: the project's entry, as it was parsed. */
  readonly looked: YamlFile | undefined;
  /** Whether the file is known for a Compose file by more than what it holds, so that what Compose refuses of it is an error. */
  readonly named: boolean;
  /** Whether the entry is a file of a usual name, which Compose runs by itself. */
  readonly whole: boolean;
  /** Whether another project includes the entry or this file. */
  isIncluded(file: string): boolean;
  readonly engine: Engine;
}

/** Makes the model of a project out of its merged tree. */
export function resolveProject(assembly: Assembly, file: string, context: ResolveContext): Project {
  const inputErrors: InputError[] = [...assembly.inputErrors];
  const report = (inputError: InputError): void => void inputErrors.push(inputError);
  const refused: Refusal[] = [...assembly.refusals];
  const refuse = (refusal: Refusal): void => void refused.push(refusal);
  const dockerfiles = new Map<string, Dockerfile>();
  const root = withinLimit(assembly.root ?? emptyAt({ file, start: 0, end: 0 }, "block"), report);
  const shared: ServiceContext = {
    root,
    engine: context.engine,
    networks: networksOf(root),
    directoryFor: assembly.directoryFor,
    variables: assembly.variables,
    variablesFor: assembly.variablesFor,
    ...keepingDockerfiles({ dockerfile: context.dockerfile }, dockerfiles),
    context: context.context,
    profile: (path) => context.read(resolvePath(assembly.directory, path)),
    read: context.read,
    secretFiles: namedSecretFiles(root, assembly.directoryFor),
  };
  const sources = sourcesOf(root, context).map((source) => {
    const written = readerOf(source);
    return { source, written, reader: takenBy(context.engine, written, source.own) };
  });
  const own = new Map(
    sources.map(({ source, reader }) => {
      const namespaces = namespacesOf(reader, context.engine);
      return [source.name, throughNetworks(namespaces, reader, shared.networks, context.engine)] as const;
    }),
  );
  const joined = followJoins(own, refuse);
  const services = sources.flatMap(({ source, reader, written }) => {
    const namespaces = joined.get(source.name);
    return namespaces === undefined ? [] : [serviceOf(source, { reader, written }, namespaces, shared)];
  });
  const readers = new Map(sources.map(({ source, reader }) => [source.name, reader] as const));
  if (context.whole && modeOf(context.engine).reader === "Compose") {
    const workloads = sources.filter(({ source }) => source.kind === "service");
    const whole = new Map(workloads.map(({ source, written }) => [source.name, written] as const));
    for (const one of refusals(root, whole, context.isIncluded)) refuse(one);
    for (const one of refusedJobs(root)) refuse(one);
  }
  if (context.named) {
    for (const one of schemaRefusals(root, context.engine, context.whole)) refuse(one);
  }
  for (const one of inlineRefusals(services)) refuse(one);
  const lending = withVolumesFrom(withDigests(services, context.read), readers, refuse);
  return {
    kind: "project",
    file,
    files: assembly.files,
    ...(assembly.name === undefined ? {} : { name: assembly.name }),
    directory: assembly.directory,
    services: withDirectory(
      withNetworks(withNeighbours(withPreStart(lending, readers, shared, report, refuse))),
      root,
      assembly,
      context,
    ),
    networks: shared.networks,
    volumes: namedVolumes(root),
    texts: projectTexts(root),
    remotes: assembly.remotes,
    dockerfiles,
    inputErrors,
    refusals: [...unreadable(assembly, context.engine), ...refused.filter(({ at }) => !assembly.broken.has(at.file))],
  };
}

/** Files that are refused for their YAML. Of what they hold nothing else is said to be refused, since it may only come of that. */
function unreadable(assembly: Assembly, engine: Engine): readonly Refusal[] {
  const { reader } = modeOf(engine);
  return assembly.unreadable.map(({ at, message }) => ({ at, by: reader, because: message, unreadable: true }));
}

/** The volumes that are not called after the project. One whose name holds a variable without a value is left out. */
function namedVolumes(root: Mapping): ReadonlyMap<string, string> {
  const volumes = nodeAt(root, "volumes");
  const keys = volumes?.kind === "mapping" ? [...volumes.entries.keys()] : [];
  return new Map(
    keys.flatMap((key): [string, string][] => {
      const name = scalarAt(volumes, key, "name")?.text ?? scalarAt(volumes, key, "external", "name")?.text;
      const external = scalarAt(volumes, key, "external");
      const called = name ?? (external !== undefined && asBoolean(external) === true ? key : undefined);
      return called === undefined || hasUnresolved(called) ? [] : [[key, called]];
    }),
  );
}

/**
 * What BuildKit refuses of Dockerfiles that stand in a Compose file. Services that share one share what is refused of it. What would mend it is a change
 * of a Dockerfile, which a Compose file is not.
 */
function inlineRefusals(services: readonly Container[]): readonly Refusal[] {
  const told = new Map<string, Refusal>();
  for (const { name, build } of services) {
    for (const { at, by, because } of build?.inline?.refusals ?? []) {
      const key = `${at.start} ${at.end} ${at.file}\n${because}`;
      if (!told.has(key)) told.set(key, { at, by, because, service: name });
    }
  }
  return [...told.values()];
}

function emptyAt(at: Place, style: Mapping["style"]): Mapping {
  return { kind: "mapping", style, entries: new Map(), at };
}

/** How many values the services and networks of a project may hold together. The largest projects seen in the wild hold some ten thousand. */
const MOST_VALUES = 60_000;

/** The sections whose resources become a model each, with the word for one of them. */
const MODELLED = [
  ["services", "service"],
  ["jobs", "job"],
  ["networks", "network"],
] as const;

/** The project's tree without the services, jobs and networks with which it would hold too much, as with a list of thousands behind thousands of aliases. */
function withinLimit(root: Mapping, report: (inputError: InputError) => void): Mapping {
  const weights = new Weights();
  let left = MOST_VALUES;
  let entries: Map<string, Entry> | undefined;
  for (const [section, word] of MODELLED) {
    const around = root.entries.get(section);
    if (around?.value.kind !== "mapping") continue;
    const kept = new Map(around.value.entries);
    for (const [name, { key, value }] of around.value.entries) {
      const weight = weights.of(value);
      if (weight <= left) left -= weight;
      else {
        kept.delete(name);
        report({
          at: key,
          ...told(said`${ours(word)} "${name}" is not analysed: this project holds more than ${MOST_VALUES} values`),
          cut: true,
        });
      }
    }
    if (kept.size === around.value.entries.size) continue;
    entries = new Map(entries ?? root.entries).set(section, { ...around, value: { ...around.value, entries: kept } });
  }
  return entries === undefined ? root : { ...root, entries };
}

/** The files of the project's secrets. */
function namedSecretFiles(root: Mapping, directoryFor: (file: string) => string): ServiceContext["secretFiles"] {
  const secrets = nodeAt(root, "secrets");
  return [...(secrets?.kind === "mapping" ? secrets.entries : [])].flatMap(([name, { value }]) => {
    const file = nodeAt(value, "file");
    if (file?.kind !== "scalar" || hasUnresolved(file.text)) return [];
    const uri = resolvePath(directoryFor(file.at.file), file.text);
    return [{ uri, path: file.text, what: said`the file of secret "${name}"`, at: file.at }];
  });
}

/** Each service and job with its place in the file that is looked at; one that only another file names has its place there. */
function sourcesOf(root: Mapping, { looked, whole }: ResolveContext): readonly ServiceSource[] {
  return SECTIONS.flatMap((section) => {
    const written = nodeAt(looked === undefined ? undefined : rootOf(looked), section);
    return [...declaredIn(root, section)].map(([name, entry]): ServiceSource => {
      const here = entryOf(written, name);
      const own = here?.value ?? entry.value;
      return {
        kind: section === "jobs" ? "job" : "service",
        name,
        mapping: entry.value,
        at: here?.key ?? entry.key,
        own: { file: own.at.file, ...wholeOf(own) },
        partial: !whole,
      };
    });
  });
}

function networksOf(root: Mapping): ReadonlyMap<string, Network> {
  const networks = new Map<string, Network>();
  const node = nodeAt(root, "networks");
  for (const [name, { key, value }] of node?.kind === "mapping" ? node.entries : []) {
    const mapping: Mapping = value.kind === "mapping" ? value : emptyAt(key, "flow");
    const reader = new ServiceReader(mapping, key, { file: value.at.file, ...wholeOf(value) });
    networks.set(name, {
      name,
      at: key,
      driver: reader.scalar(["driver"], "bridge", ({ text }) => text),
      internal: reader.boolean("internal"),
      external: externalOf(reader, key),
      ...called(reader),
      options: new Map(
        [...reader.pairs("driver_opts")].map(
          ([option, setting]) =>
            [option, setting.state === "known" ? { ...setting, value: setting.value ?? "" } : setting] as const,
        ),
      ),
    });
  }
  return networks;
}

/** The name of a network in its own key, or in the older form of `external`. */
function called(reader: ServiceReader): Pick<Network, "called"> {
  const name = knownValue(reader.text("name")) ?? knownValue(reader.text("external", "name"));
  return name === undefined || name === null ? {} : { called: name };
}

function externalOf(reader: ServiceReader, key: Place): Network["external"] {
  const entry = reader.entry("external");
  if (entry?.value.kind === "mapping") return { ...byDefault(true, key), origin: "written" };
  return reader.boolean("external");
}

/**
 * Adds the mounts that `volumes_from` brings, over as many services as it takes. Compose keeps the modes of the other service's mounts and drops the
 * `:ro` written here. A target that a service mounts itself stays its own, and a `tmpfs` is lent to nobody. Source: observation of Compose 2.40.
 */
function withVolumesFrom(
  services: readonly Container[],
  readers: ReadonlyMap<string, ServiceReader>,
  refuse: (refusal: Refusal) => void,
): readonly Container[] {
  const byName = new Map(services.map((service) => [service.name, service] as const));
  const done = new Map<string, readonly Mount[]>();
  const collect = (name: string, chain: readonly string[]): readonly Mount[] => {
    const known = done.get(name);
    if (known !== undefined) return known;
    const service = byName.get(name);
    const reader = readers.get(name);
    if (service === undefined || reader === undefined) return [];
    const mounts = new Map(service.mounts.map((mount) => [mount.target, mount] as const));
    for (const { service: other, at } of volumesFrom(reader)) {
      if (chain.includes(other) || other === name)
        refuse({
          at,
          by: "Compose",
          because: `service "${name}" takes volumes from itself in a circle`,
          service: name,
        });
      else if (!byName.has(other))
        refuse({ at, by: "Compose", because: `there is no service "${other}" to take volumes from`, service: name });
      else if (chain.length < LONGEST_CHAIN) {
        for (const mount of collect(other, [...chain, name])) {
          if (mount.from !== "tmpfs" && !mounts.has(mount.target))
            mounts.set(mount.target, { ...mount, from: "volumes_from", via: at });
        }
      }
    }
    const all = [...mounts.values()];
    done.set(name, all);
    return all;
  };
  return services.map((service) =>
    readers.get(service.name)?.entry("volumes_from") === undefined
      ? service
      : { ...service, mounts: collect(service.name, []) },
  );
}

const LONGEST_CHAIN = 50;
