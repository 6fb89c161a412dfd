import { refusedWords } from "../../command/resolve/refused-words.ts";
import { type Assembly, assemble } from "../../compose/project/assemble.ts";
import { Merger } from "../../compose/project/merge.ts";
import { type BuildSources, buildOf, keepingDockerfiles, type ProjectReaders } from "../../compose/resolve/build.ts";
import { type ContainerContext, containerOf } from "../../compose/resolve/container.ts";
import { droppedKeys, takenBy } from "../../compose/resolve/engine-keys.ts";
import { namespacesOf } from "../../compose/resolve/namespaces.ts";
import { readerOf } from "../../compose/resolve/service.ts";
import { ServiceReader } from "../../compose/syntax/service-reader.ts";
import { type Engine, outsideOfStacks } from "../../facts/engine.ts";
import type { RunProgram } from "../../facts/run-flags.ts";
import type { Build, Container } from "../../model/container.ts";
import { parseImage } from "../../model/image.ts";
import { type Project, projectOfContainers } from "../../model/project.ts";
import type { Dockerfile } from "../../model/stage.ts";
import type { Place } from "../../text/span.ts";
import { baseName, directoryOf, pathOf, resolvePath } from "../../text/uri.ts";
import {
  type Entry,
  entryOf,
  hasUnresolved,
  type Mapping,
  type Node,
  nodeAt,
  type Scalar,
  scalarAt,
} from "../../yaml/tree.ts";
import { stringsIn } from "../syntax/read.ts";
import type { DevContainer } from "../syntax/tree.ts";
import { baseOf, featureGifts, type Gifts, labelGifts } from "./brings.ts";
import { type DevContainerMapping, mappingOf } from "./mapping.ts";
import { hostScriptsOf, lifecycleScripts, remoteTexts } from "./scripts.ts";

/** The program whose flags `runArgs` are. */
export function programOf({ mode }: Engine): RunProgram {
  return mode === "podman" ? "podman" : "docker";
}

/**
 * The container that a file has its tools start, as a project of its own. Over a Compose project the tools lay a further file for the one service: what that
 * changes is the file's own, all else is the project's.
 */
export function resolveDevContainer(dev: DevContainer, settings: Engine, sources: ProjectReaders): Project {
  const engine = outsideOfStacks(settings);
  const dockerfiles = new Map<string, Dockerfile>();
  const readers = keepingDockerfiles(sources, dockerfiles);
  const container = dev.kind === "compose" ? ofService(dev, engine, readers) : ofImage(dev, engine, readers);
  return projectOfContainers(dev.json.file, [container], { dockerfiles });
}

/** The service's mapping without anything of the file's own, and the rest of the project. */
interface Base {
  readonly mapping: Mapping | undefined;
  readonly assembly: Assembly;
}

function ofImage(dev: DevContainer, engine: Engine, sources: ProjectReaders): Container {
  const context = contextOf(dev, engine, sources);
  const asked = buildIn(dev);
  const build = asked && builtBy(dev, asked, sources);
  const label = labelOf(dev, build);
  const gifts = together(label, featureGifts(dev, sources.read));
  const said = mappingOf(dev, gifts.known, programOf(engine));
  const made = asked === undefined ? said : { ...said, mapping: withEntry(said.mapping, "build", asked) };
  const written = new ServiceReader(made.mapping, dev.at, dev.whole);
  return declared(dev, { written, made, gifts, build, unknown: dev.runArgs.unknownPart }, context);
}

function ofService(dev: DevContainer, engine: Engine, sources: ProjectReaders): Container {
  const { mapping, assembly } = baseIn(dev, engine, sources);
  const context: ContainerContext & BuildSources = {
    ...contextOf(dev, engine, sources),
    ...{ dockerfile: sources.dockerfile, context: sources.context, read: sources.read, secretFiles: [] },
    root: assembly.root,
    directoryFor: (file) => (file === dev.json.file ? dev.workspace : assembly.directoryFor(file)),
    variables: assembly.variables,
    variablesFor: assembly.variablesFor,
  };
  const source = { kind: "service", name: nameOf(dev), at: dev.at, own: dev.whole, partial: false } as const;
  const base = mapping === undefined ? undefined : readerOf({ ...source, mapping });
  const build = base && buildOf(base, context);
  const image = base?.text("image");
  const named = image?.state === "known" && image.value !== null ? parseImage(image.value) : undefined;
  const label = labelGifts((build === undefined ? named : baseOf(build.stage)) ?? undefined, serviceKey(dev));
  const gifts = together(
    build !== undefined && baseOf(build.stage) === null ? NOTHING : label,
    featureGifts(dev, sources.read),
  );
  const made = mappingOf(dev, gifts.known, programOf(engine));
  const whole =
    mapping === undefined
      ? made.mapping
      : new Merger(engine, ignore, ignore).service(mapping, made.mapping, "services");
  const written = readerOf({ ...source, mapping: whole });
  const unknown = mapping === undefined ? "the service, which no file at hand defines" : undefined;
  return declared(dev, { written, made, gifts, build, unknown }, context);
}

const NOTHING: Gifts = { known: [], unknown: undefined };

function ignore(): void {
  // What is wrong with the project is reported where the project is checked.
}

interface Parts {
  /** All that decides the container. */
  readonly written: ServiceReader;
  readonly made: DevContainerMapping;
  readonly gifts: Gifts;
  readonly build: Build | undefined;
  readonly unknown: string | undefined;
}

function declared(dev: DevContainer, parts: Parts, context: ContainerContext): Container {
  const { engine } = context;
  const { written, made, gifts, build } = parts;
  const reader = takenBy(engine, written, dev.whole);
  const own = new ServiceReader(made.mapping, dev.at, dev.whole);
  const unknownPart = parts.unknown ?? gifts.unknown;
  const { at, whole } = dev;
  const words = { program: programOf(engine), flags: dev.runArgs.flags };
  const hostScripts = hostScriptsOf(dev);
  const container = containerOf(
    {
      kind: "devcontainer",
      name: nameOf(dev),
      at,
      reader,
      written: own,
      own: whole,
      namespaces: namespacesOf(reader, engine),
      partial: false,
      ...(build === undefined ? {} : { build }),
      ...(unknownPart === undefined ? {} : { unknownPart }),
      ...(dev.kind === "compose" ? {} : { network: "bridge" }),
      invalidValues: [...made.invalid, ...droppedKeys(engine, own), ...refusedWords(own, words)],
      lasts: false,
    },
    context,
  );
  const { source } = container;
  return {
    ...container,
    source: {
      ...source,
      texts: [...source.texts, ...remoteTexts(dev)],
      scripts: [...source.scripts, ...lifecycleScripts(dev)],
      lost: made.lost,
      ...(dev.kind === "compose" ? { within: dev.whole } : {}),
      ...(parts.unknown === undefined && gifts.unknown !== undefined ? { partialReach: WITHIN_REACH } : {}),
      ...(hostScripts.length === 0 ? {} : { hostScripts }),
      ...(gifts.known.length === 0 ? {} : { brought: gifts.known }),
    },
  };
}

/** What a feature or a label may decide; neither shares a namespace, sets a limit or publishes a port. */
const WITHIN_REACH: readonly string[] = [
  ...["privileged", "capabilities", "noNewPrivileges", "seccomp", "apparmor", "selinux", "maskedPaths"],
  ...["readonlyPaths", "user", "mounts"],
];

function contextOf(dev: DevContainer, engine: Engine, { read }: ProjectReaders): ContainerContext {
  return {
    engine,
    root: undefined,
    networks: new Map(),
    directoryFor: () => dev.workspace,
    profile: (path) => read(resolvePath(dev.workspace, path)) ?? undefined,
    variablesFor: () => () => undefined,
  };
}

function together(first: Gifts, second: Gifts): Gifts {
  return { known: [...first.known, ...second.known], unknown: first.unknown ?? second.unknown };
}

function labelOf(dev: DevContainer, build: Build | undefined): Gifts {
  if (build !== undefined) {
    const base = baseOf(build.stage);
    return base === null ? NOTHING : labelGifts(base, dev.at);
  }
  const image = scalarAt(dev.root, "image");
  const value = image && dev.value(image);
  const known = value === undefined || hasUnresolved(value.text) ? undefined : parseImage(value.text);
  return labelGifts(known, value?.at ?? dev.at);
}

/** What `name` says, else the name of the folder. */
function nameOf({ name, workspace }: DevContainer): string {
  return name ?? (baseName(workspace) || "dev container");
}

function serviceKey(dev: DevContainer): Place {
  return scalarAt(dev.root, "service")?.at ?? dev.at;
}

/** The project that the file names, as `docker compose -f a -f b` takes it. */
function baseIn(dev: DevContainer, engine: Engine, { read, parseCompose }: ProjectReaders): Base {
  const directory = directoryOf(dev.json.file);
  const named = stringsIn(dev.entry("dockerComposeFile")?.value).map((one) => dev.value(one));
  const files = named.flatMap(({ text }) => (hasUnresolved(text) ? [] : [resolvePath(directory, text)]));
  const exact = files.length > 0;
  const entry = exact ? files : [`${dev.workspace}/docker-compose.yml`];
  const assembly = assemble(entry, read, parseCompose, { exact, compose: engine.compose });
  const service = scalarAt(dev.root, "service")?.text ?? "";
  const found = nodeAt(assembly.root, "services", service);
  return { mapping: found?.kind === "mapping" ? found : undefined, assembly };
}

/**
 * The build that a file asks for: its Dockerfile and its context count from the file's own directory.
 * Source: https://containers.dev/implementors/json_reference/#image-specific
 */
function buildIn(dev: DevContainer): Entry | undefined {
  if (dev.kind !== "dockerfile") return undefined;
  const directory = directoryOf(dev.json.file);
  const old = dev.entry("dockerFile");
  const written = dev.entry("build");
  const inner = old === undefined ? written?.value : dev.root;
  const entries = new Map<string, Entry>();
  const put = (key: string, from: string, turn: (value: Scalar) => Scalar = (value) => value): void => {
    const entry = entryOf(inner, from);
    if (entry?.value.kind === "scalar") entries.set(key, { ...entry, value: turn(dev.value(entry.value)) });
  };
  const fromHere = (value: Scalar): Scalar =>
    hasUnresolved(value.text)
      ? value
      : { ...value, text: pathOf(resolvePath(directory, value.text)), derived: "filled" };
  put("dockerfile", old === undefined ? "dockerfile" : "dockerFile", fromHere);
  put("context", "context");
  put("target", "target");
  const args = entryOf(written?.value, "args");
  if (args?.value.kind === "mapping") entries.set("args", { ...args, value: filled(args.value, dev) });
  for (const [key, option] of optionsIn(written?.value, dev)) entries.set(key, option);
  const key = (old ?? written)?.key ?? dev.at;
  return { key, value: { kind: "mapping", style: "flow", at: key, entries } };
}

function withEntry(mapping: Mapping, key: string, entry: Entry): Mapping {
  return { ...mapping, entries: new Map([...mapping.entries, [key, entry]]) };
}

function builtBy(dev: DevContainer, asked: Entry, sources: ProjectReaders): Build | undefined {
  const directory = directoryOf(dev.json.file);
  const service: Mapping = { kind: "mapping", style: "flow", at: asked.key, entries: new Map([["build", asked]]) };
  return buildOf(new ServiceReader(service, dev.at, dev.whole), {
    directoryFor: () => directory,
    variables: () => undefined,
    dockerfile: sources.dockerfile,
    context: sources.context,
    read: sources.read,
    secretFiles: [],
  });
}

function filled(mapping: Mapping, dev: DevContainer): Mapping {
  const entries = new Map<string, Entry>();
  for (const [name, entry] of mapping.entries)
    if (entry.value.kind === "scalar") entries.set(name, { ...entry, value: dev.value(entry.value) });
  return { ...mapping, entries };
}

/** The arguments of `docker build` that say what a key of a build says. */
const BUILD_OPTIONS: ReadonlyMap<string, string> = new Map([
  ["--network", "network"],
  ["--allow", "entitlements"],
  ["--ssh", "ssh"],
]);

/** Each argument is a word: `--network=host`, or `--network` and `host`. */
function* optionsIn(build: Node | undefined, dev: DevContainer): Generator<[string, Entry]> {
  const options = stringsIn(nodeAt(build, "options")).map((one) => dev.value(one));
  const lists = new Map<string, Scalar[]>();
  for (const [index, option] of options.entries()) {
    const equals = option.text.indexOf("=");
    const key = BUILD_OPTIONS.get(equals < 0 ? option.text : option.text.slice(0, equals));
    const value =
      equals < 0 ? options[index + 1] : { ...option, text: option.text.slice(equals + 1), derived: "filled" as const };
    if (key === undefined || value === undefined) continue;
    lists.set(key, [...(lists.get(key) ?? []), value]);
  }
  for (const [key, values] of lists) {
    const [first] = values;
    if (first === undefined) continue;
    if (key === "network") yield [key, { key: first.at, value: values.at(-1) ?? first }];
    else
      yield [
        key,
        {
          key: first.at,
          value: { kind: "sequence", style: "flow", at: first.at, items: values.map((value) => ({ value })) },
        },
      ];
  }
}
