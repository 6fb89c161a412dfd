import { containerOf } from "../../compose/resolve/container.ts";
import type { Declaration } from "../../compose/resolve/declaration.ts";
import { droppedKeys, takenBy } from "../../compose/resolve/engine-keys.ts";
import { type Namespaces, namespacesOf } from "../../compose/resolve/namespaces.ts";
import { because, ServiceReader } from "../../compose/syntax/service-reader.ts";
import type { Engine } from "../../facts/engine.ts";
import { ENGINE_MODES } from "../../facts/engine-modes.ts";
import type { Container } from "../../model/container.ts";
import { parseImage } from "../../model/image.ts";
import type { Network, Project } from "../../model/project.ts";
import type { Setting } from "../../model/setting.ts";
import { directoryOf, resolvePath } from "../../text/uri.ts";
import { hasUnresolved, type Mapping, type Scalar } from "../../yaml/tree.ts";
import type { CommandFile, ContainerCommand } from "../syntax/tree.ts";
import { mappingOf } from "./mapping.ts";
import { refusedWords } from "./refused-words.ts";

/** Reads a file that a command names; undefined where it is not loaded, null where there is none. */
export type FileReader = (uri: string) => string | null | undefined;

/**
 * The containers that the commands of a file start, as a project of their own. Relative paths count from the file's directory, which is where most such
 * commands are run.
 */
export function resolveCommands(file: CommandFile, engine: Engine, read: FileReader): Project {
  const names = new Map<string, number>();
  const services = file.commands.map((command) =>
    containerOfCommand(command, numbered(nameOf(command), names), { engine, read }),
  );
  return {
    kind: "project",
    file: file.file,
    files: [file.file],
    services,
    networks: new Map(),
    volumes: new Map(),
    texts: [],
    remotes: [],
    dockerfiles: new Map(),
    inputErrors: [],
    refusals: [],
  };
}

/** What decides the container of a command beside its own words. */
export interface Surroundings {
  readonly engine: Engine;
  readonly read: FileReader;
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
  const reader = takenBy(engine, written, whole);
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
      invalidValues: [...invalid, ...invalidValues, ...droppedKeys(engine, written), ...refusedWords(written, command)],
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
      profile: (path) => around.read(resolvePath(directoryOf(at.file), path)) ?? undefined,
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
  return engine.mode === "swarm" ? { ...engine, mode: "rootful" } : engine;
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

/** Whether the container is there to stay: it runs in the background or is started again, and is not removed when it ends. */
function lasts({ flags, verb }: ContainerCommand): boolean {
  const said = (name: string): string | undefined => flags.findLast(({ fact }) => fact.name === name)?.value.text;
  const restart = said("restart");
  if (restart !== undefined && restart !== "no") return true;
  return (said("detach") === "true" || verb === "create") && said("rm") !== "true";
}

/** What `--name` says, else the last part of the image's name. */
function nameOf({ flags, image, program, verb }: ContainerCommand): string {
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
