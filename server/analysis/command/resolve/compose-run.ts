import { type Assembly, assemble } from "../../compose/project/assemble.ts";
import { Merger } from "../../compose/project/merge.ts";
import { BASE_NAMES } from "../../compose/project/project-files.ts";
import type { Lookup } from "../../compose/project/source-files.ts";
import { type BuildSources, buildOf, type ProjectReaders } from "../../compose/resolve/build.ts";
import { type ContainerContext, containerOf } from "../../compose/resolve/container.ts";
import { droppedKeys, takenBy } from "../../compose/resolve/engine-keys.ts";
import { namespacesOf } from "../../compose/resolve/namespaces.ts";
import { readerOf } from "../../compose/resolve/service.ts";
import { ServiceReader } from "../../compose/syntax/service-reader.ts";
import { type Engine, outsideOfStacks } from "../../facts/engine.ts";
import type { Container } from "../../model/container.ts";
import type { Place } from "../../text/span.ts";
import { directoriesAbove, directoryOf, inDirectory, resolvePath } from "../../text/uri.ts";
import { hasUnresolved, type Mapping, nodeAt, type Scalar } from "../../yaml/tree.ts";
import type { ComposeCall, ContainerCommand } from "../syntax/tree.ts";
import { mappingOf } from "./mapping.ts";

/**
 * The container that `docker compose run` starts: the service of the project with the flags laid over it, without its ports unless these are asked for. What the
 * command decides is the command's own, all else is the project's, which is told of it. Where no project is at hand, what the flags say is known alone.
 * Source: https://github.com/docker/compose/blob/f72979427042/cmd/compose/run.go
 */
export function containerOfRun(
  command: ContainerCommand,
  compose: ComposeCall,
  settings: Engine,
  sources: ProjectReaders,
): Container {
  const engine = outsideOfStacks(settings);
  const { at, whole } = command;
  const assembly = projectOf(compose, at.file, engine, sources);
  const service = nodeAt(assembly?.root, "services", nameOf(compose) ?? "");
  const base = service?.kind === "mapping" ? withoutPorts(service, command) : undefined;
  const { mapping, invalid } = mappingOf(command);
  const merged = base === undefined ? mapping : new Merger(engine, ignore, ignore).service(base, mapping, "services");
  const name = said(command, "name") ?? nameOf(compose) ?? "service";
  const written = readerOf({ kind: "service", name, mapping: merged, at, own: whole, partial: false });
  const own = new ServiceReader(mapping, at, whole);
  const reader = takenBy(engine, written, whole);
  const context = contextOf(assembly, at, engine, sources);
  const build = base === undefined ? undefined : buildOf(written, context);
  const unknownPart =
    command.unknownPart ?? (base === undefined ? "the service, which no file at hand defines" : undefined);
  return containerOf(
    {
      ...{ kind: "container", name, at, reader, written: own, own: whole, partial: false, lasts: false },
      namespaces: namespacesOf(reader, engine),
      ...(build === undefined ? {} : { build }),
      ...(unknownPart === undefined ? {} : { unknownPart }),
      invalidValues: [...invalid, ...droppedKeys(engine, own)],
      isExample: command.isExample,
      // The word `run` stands for what nobody wrote, and so for what is the project's.
      within: { ...whole, start: at.end },
    },
    context,
  );
}

function ignore(): void {
  // What is wrong with the project is reported where the project is checked.
}

function nameOf({ service }: ComposeCall): string | undefined {
  return service === undefined || hasUnresolved(service.text) ? undefined : service.text;
}

function said({ flags }: ContainerCommand, name: string): string | undefined {
  const text = flags.findLast(({ fact }) => fact.name === name)?.value.text;
  return text === undefined || hasUnresolved(text) ? undefined : text;
}

/** `run` publishes no port of the service's, unless it is told to; those on the command line come in their place. */
function withoutPorts(service: Mapping, command: ContainerCommand): Mapping {
  if (said(command, "service-ports") === "true") return service;
  return { ...service, entries: new Map([...service.entries].filter(([key]) => key !== "ports")) };
}

/** How many directories above a file are looked through for a project. */
const MOST_ABOVE = 3;

/** The project that the command names, or the one in the file's directory or the nearest above it; undefined where none is at hand. */
function projectOf(
  { files, envFiles, directory }: ComposeCall,
  file: string,
  engine: Engine,
  { read, parseCompose }: ProjectReaders,
): Assembly | undefined {
  const here = directoryOf(file);
  if ([...files, ...envFiles, ...(directory === undefined ? [] : [directory])].some(({ text }) => hasUnresolved(text)))
    return undefined;
  const uris = (all: readonly Scalar[]): readonly string[] => all.map(({ text }) => resolvePath(here, text));
  const exact = files.length > 0;
  const entry = exact
    ? uris(files)
    : nearestProject(directory === undefined ? here : resolvePath(here, directory.text), read);
  if (entry.length === 0) return undefined;
  return assemble(entry, read, parseCompose, {
    ...{ exact, compose: engine.compose },
    ...(envFiles.length === 0 ? {} : { envFiles: uris(envFiles) }),
    ...(directory === undefined ? {} : { directory: resolvePath(here, directory.text) }),
  });
}

function nearestProject(from: string, read: Lookup): readonly string[] {
  for (const directory of [from, ...directoriesAbove(from, MOST_ABOVE)]) {
    const found = BASE_NAMES.map((name) => inDirectory(directory, name)).find((uri) => typeof read(uri) === "string");
    if (found !== undefined) return [found];
  }
  return [];
}

function contextOf(
  assembly: Assembly | undefined,
  { file }: Place,
  engine: Engine,
  { read, dockerfile, context }: ProjectReaders,
): ContainerContext & BuildSources {
  const directory = assembly?.directory ?? directoryOf(file);
  return {
    ...{ engine, root: assembly?.root, networks: new Map(), dockerfile, context, read, secretFiles: [] },
    directoryFor: (one) => (one === file ? directory : (assembly?.directoryFor(one) ?? directory)),
    profile: (path) => read(resolvePath(directory, path)) ?? undefined,
    variables: assembly?.variables ?? (() => undefined),
    variablesFor: assembly?.variablesFor ?? (() => () => undefined),
  };
}
