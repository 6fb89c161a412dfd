import type { Lookup } from "../../compose/project/source-files.ts";
import type { ProjectReaders } from "../../compose/resolve/build.ts";
import { containerOf } from "../../compose/resolve/container.ts";
import type { Declaration } from "../../compose/resolve/declaration.ts";
import { droppedKeys, takenBy } from "../../compose/resolve/engine-keys.ts";
import { type Namespaces, namespacesOf } from "../../compose/resolve/namespaces.ts";
import { because, ServiceReader } from "../../compose/syntax/service-reader.ts";
import { type Engine, outsideOfStacks } from "../../facts/engine.ts";
import { ENGINE_MODES } from "../../facts/engine-modes.ts";
import type { Container } from "../../model/container.ts";
import { parseImage } from "../../model/image.ts";
import { type Network, type Project, projectOfContainers } from "../../model/project.ts";
import type { Setting } from "../../model/setting.ts";
import { directoryOf, resolvePath } from "../../text/uri.ts";
import { hasUnresolved, type Mapping, type Scalar } from "../../yaml/tree.ts";
import type { CommandFile, ContainerCommand } from "../syntax/tree.ts";
import { containerOfRun } from "./compose-run.ts";
import { mappingOf } from "./mapping.ts";
import { refusedWords } from "./refused-words.ts";
import { withVolumesFrom } from "./volumes-from.ts";

/**
 * The containers that the commands of a file start, as a project of their own. Relative paths count from the file's directory, which is where most such
 * commands are run; those of a workflow from the repository's.
 */
export function resolveCommands(file: CommandFile, engine: Engine, sources: ProjectReaders): Project {
  const names = new Map<string, number>();
  const directory = workingDirectoryOf(file);
  const started = file.commands.map((command) => {
    if (command.compose === undefined) {
      const name = numbered(nameOf(command), names);
      return { command, container: containerOfCommand(command, name, { engine, read: sources.read, directory }) };
    }
    const container = containerOfRun(command, command.compose, engine, sources);
    return { command, container: { ...container, name: numbered(container.name, names) } };
  });
  return projectOfContainers(file.file, withVolumesFrom(started));
}

function workingDirectoryOf({ file, kind }: CommandFile): string {
  const directory = directoryOf(file);
  return kind === "workflow" ? directory.replace(/\/\.[a-z]+\/workflows\/?$/, "/") : directory;
}

/** What decides the container of a command beside its own words. */
export interface Surroundings {
  readonly engine: Engine;
  readonly read: Lookup;
  /** What holds the volumes that the command names, as a Compose file would define them. */
  readonly root?: Mapping;
  readonly networks?: ReadonlyMap<string, Network>;
  /** The directory that relative paths count from; left out for that of the file. */
  readonly directory?: string;
  /** What the declaration says otherwise than a command line does. */
  readonly declared?: Partial<Declaration>;
}

/** The container that a command starts. */
export function containerOfCommand(command: ContainerCommand, name: string, around: Surroundings): Container {
  const engine = engineOf(command, around.engine);
  const { at, whole } = command;
  const { mapping, invalid } = mappingOf(command);
  const written = new ServiceReader(mapping, at, whole);
  const reader = takenBy(engine, written, whole, "a command line");
  const unknownPart = command.unknownPart ?? podOf(command);
  const { invalidValues = [], ...declared } = around.declared ?? {};
  return containerOf(
    {
      kind: "container",
      name,
      at,
      reader,
      written,
      own: whole,
      namespaces: withOwnUsers(namespacesOf(reader, engine), reader, command),
      partial: false,
      ...(unknownPart === undefined ? {} : { unknownPart }),
      network: command.program === "podman" ? "podman" : "bridge",
      invalidValues: [
        ...invalid,
        ...invalidValues,
        ...droppedKeys(engine, written, "a command line"),
        ...refusedWords(written, command),
      ],
      ...(command.host === undefined ? {} : { asked: settingOf(command.host) }),
      lasts: lasts(command),
      isExample: command.isExample,
      ...declared,
    },
    {
      engine,
      root: around.root,
      networks: around.networks ?? new Map(),
      directoryFor: (file) => around.directory ?? directoryOf(file),
      // Nobody knows where a script is run, so that a profile which is not there says nothing.
      profile: (path) => around.read(resolvePath(around.directory ?? directoryOf(at.file), path)) ?? undefined,
      variablesFor: () => () => undefined,
    },
  );
}

function settingOf(scalar: Scalar): Setting<string> {
  const { at, text } = scalar;
  const decided = { origin: "written", at } as const;
  return scalar.unknown === undefined
    ? { state: "known", value: text, ...decided }
    : { state: "unknown", because: because(scalar), ...decided };
}

/** `podman` is Podman whatever the settings say; no stack starts what a command line starts. */
function engineOf({ program }: ContainerCommand, engine: Engine): Engine {
  if (program === "podman" && engine.mode !== "podman") {
    return { ...engine, mode: "podman", version: ENGINE_MODES.podman.version };
  }
  return outsideOfStacks(engine);
}

/** A pod decides namespaces of its containers, and is made elsewhere. */
function podOf({ flags }: ContainerCommand): string | undefined {
  const pod = flags.find(({ fact }) => fact.name === "pod" || fact.name === "pod-id-file");
  return pod && `the pod of ${pod.name}`;
}

/** Podman maps users where it is told to, in ways that are not followed here. */
function withOwnUsers(namespaces: Namespaces, reader: ServiceReader, { program, flags }: ContainerCommand): Namespaces {
  const mode = reader.text("userns_mode");
  const maps = flags.find(({ fact }) => /^(?:uidmap|gidmap|subuidname|subgidname)$/.test(fact.name));
  const isOwn = mode.state === "known" && /^(?:auto|keep-id|nomap|ns:|private)/.test(mode.value ?? "");
  if (program !== "podman" || (!isOwn && maps === undefined)) return namespaces;
  const at = maps?.at ?? mode.at;
  const because = maps?.name ?? `--userns ${mode.state === "known" ? mode.value : ""}`;
  return { ...namespaces, user: { state: "unknown", because, origin: "written", at } };
}

/**
 * Whether the container is there to stay, and not for one job: it runs in the background or is started again, and is not removed when it ends. What is only
 * created is most often made to copy files out of its image.
 */
function lasts({ flags, job }: ContainerCommand): boolean {
  if (job !== undefined) return false;
  const said = (name: string): string | undefined => flags.findLast(({ fact }) => fact.name === name)?.value.text;
  const restart = said("restart");
  if (restart !== undefined && restart !== "no") return true;
  return said("detach") === "true" && said("rm") !== "true";
}

/** What a job calls it, what `--name` says, else the last part of the image's name. */
function nameOf({ flags, image, program, verb, job }: ContainerCommand): string {
  if (job !== undefined) return job;
  const named = flags.findLast(({ fact }) => fact.name === "name")?.value;
  if (named !== undefined && named.text !== "" && !hasUnresolved(named.text)) return named.text;
  const repository = image === undefined || hasUnresolved(image.text) ? undefined : parseImage(image.text)?.repository;
  return repository === undefined ? `${program} ${verb}` : repository.slice(repository.lastIndexOf("/") + 1);
}

/** The name, with a number where others of the file have it already. */
function numbered(name: string, names: Map<string, number>): string {
  const count = (names.get(name) ?? 0) + 1;
  names.set(name, count);
  return count === 1 ? name : `${name} (${count})`;
}
