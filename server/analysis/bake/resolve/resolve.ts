import { type BuildReaders, buildOf, keepingDockerfiles } from "../../compose/resolve/build.ts";
import { containerOf } from "../../compose/resolve/container.ts";
import { namespacesOf } from "../../compose/resolve/namespaces.ts";
import { ServiceReader } from "../../compose/syntax/service-reader.ts";
import { type Engine, outsideOfStacks } from "../../facts/engine.ts";
import type { Container } from "../../model/container.ts";
import { type Project, projectOfContainers } from "../../model/project.ts";
import type { Dockerfile } from "../../model/stage.ts";
import { directoryOf } from "../../text/uri.ts";
import type { Entry, Mapping } from "../../yaml/tree.ts";
import type { BakeFile } from "../syntax/tree.ts";
import { buildEntries } from "./mapping.ts";
import { outputsOf } from "./outputs.ts";
import { type ResolvedTarget, targetsOf } from "./targets.ts";

/**
 * The targets that files declare together, each as the container of the image that it builds, run without any option. `looked` is the file that is looked at;
 * paths count from its directory, where most such files are used.
 */
export function resolveBake(
  files: readonly BakeFile[],
  looked: string,
  settings: Engine,
  sources: BuildReaders,
): Project {
  const engine = outsideOfStacks(settings);
  const dockerfiles = new Map<string, Dockerfile>();
  const readers = keepingDockerfiles(sources, dockerfiles);
  const services = targetsOf(files).map((target) => containerOfTarget(target, directoryOf(looked), engine, readers));
  return projectOfContainers(looked, services, { files: files.map(({ file }) => file), dockerfiles });
}

function containerOfTarget(
  target: ResolvedTarget,
  directory: string,
  engine: Engine,
  sources: BuildReaders,
): Container {
  const { name, at, whole } = target;
  const build: Mapping = { kind: "mapping", style: "block", at, entries: buildEntries(target.attributes) };
  const entries = new Map<string, Entry>([["build", { key: at, value: build }]]);
  const reader = new ServiceReader({ kind: "mapping", style: "block", at, entries }, at, whole);
  const built = buildOf(reader, {
    ...sources,
    directoryFor: () => directory,
    variables: () => undefined,
    secretFiles: [],
  });
  const attributes: Mapping = { kind: "mapping", style: "block", at, entries: target.attributes };
  const outputs = outputsOf(new ServiceReader(attributes, at, whole), directory);
  return containerOf(
    {
      ...{ kind: "target", name, at, reader, own: whole, namespaces: namespacesOf(reader, engine), partial: false },
      ...(built === undefined ? {} : { build: outputs.length === 0 ? built : { ...built, outputs } }),
      network: "bridge",
      lasts: false,
    },
    {
      engine,
      root: undefined,
      networks: new Map(),
      directoryFor: () => directory,
      profile: () => undefined,
      variablesFor: () => () => undefined,
    },
  );
}
