import type { BuildContext, SecretFile } from "../../model/build-context.ts";
import type { AdditionalContext, Build } from "../../model/container.ts";
import { isRemote } from "../../model/remote.ts";
import { knownValue, type Setting } from "../../model/setting.ts";
import { type Dockerfile, layersOf, type Stage } from "../../model/stage.ts";
import type { Place } from "../../text/span.ts";
import { pathOf, resolvePath } from "../../text/uri.ts";
import { nodeAt, type Scalar } from "../../yaml/tree.ts";
import type { YamlFile } from "../../yaml/yaml-file.ts";
import type { Variables } from "../project/variables.ts";
import { startsElsewhere } from "../syntax/host-path-text.ts";
import { listedText, type ServiceReader } from "../syntax/service-reader.ts";
import { hostPath } from "./mounts.ts";
import { startScriptOf } from "./start-script.ts";
import { withValues } from "./variable-values.ts";

/** What a service's `build` asks of its Dockerfile. A value of null in `args` is taken from the shell, which nobody knows. */
export interface BuildRequest {
  /** The Dockerfile's URI; with `inline`, the file that holds it. */
  readonly file: string;
  /** The value of `dockerfile_inline`. */
  readonly inline?: Scalar;
  readonly target?: string;
  readonly args: ReadonlyMap<string, Setting<string | null>>;
  /** The names of `additional_contexts`. */
  readonly contexts: readonly string[];
  /** Where the Dockerfile is named, for what is wrong with it. */
  readonly at: Place;
}

/** Reads a Dockerfile for a service; undefined where it is missing, not loaded yet or outside of what can be read. */
export type DockerfileReader = (request: BuildRequest) => Dockerfile | undefined;

/** What is known of the files in a local context. `dockerfile` is the Dockerfile's URI, which may have an ignore file of its own. */
type ContextReader = (
  directory: string,
  dockerfile: string,
  files: { readonly named: readonly SecretFile[]; readonly copied: readonly string[] },
) => BuildContext;

/** What a build depends on beside its service's block. */
export interface BuildSources {
  directoryFor(file: string): string;
  /** The variables of the project. */
  readonly variables: Variables;
  readonly dockerfile: DockerfileReader;
  readonly context: ContextReader;
  /** The text of a file: undefined where it is not loaded yet, null where it cannot be read. */
  read(uri: string): string | null | undefined;
  /** The files of secrets that the project names, by URI. */
  readonly secretFiles: readonly (SecretFile & { readonly uri: string })[];
}

/** What reads the files that builds name, whatever declares these. */
export type BuildReaders = Pick<BuildSources, "dockerfile" | "context" | "read">;

/** What reads them, and the Compose files that the builds stand in. */
export interface ProjectReaders extends BuildReaders {
  parseCompose(file: string, text: string): YamlFile;
}

/** The same, which keeps in `dockerfiles` what it reads of Dockerfiles that are files, by URI. */
export function keepingDockerfiles<Readers extends Pick<BuildSources, "dockerfile">>(
  readers: Readers,
  dockerfiles: Map<string, Dockerfile>,
): Readers {
  return {
    ...readers,
    dockerfile: (request) => {
      const read = readers.dockerfile(request);
      if (read !== undefined && request.inline === undefined) dockerfiles.set(request.file, read);
      return read;
    },
  };
}

/** The service's `build` with the stage that it builds; undefined where the service is not built. */
export function buildOf(reader: ServiceReader, sources: BuildSources): Build | undefined {
  const { directoryFor, dockerfile: read, variables } = sources;
  const entry = reader.entry("build");
  if (entry === undefined) return undefined;
  const context = reader.path(["build", "context"], ".");
  const dockerfile = reader.path(["build", "dockerfile"], "Dockerfile");
  const inline = reader.text("build", "dockerfile_inline");
  const target = reader.text("build", "target");
  const decided = inline.origin === "default" ? (dockerfile.origin === "default" ? context : dockerfile) : inline;
  const at = decided.origin === "default" ? entry.key : decided.at;
  const file = dockerfileUri(context, dockerfile, inline, directoryFor);
  const args = withValues(reader.pairs("build", "args"), () => variables);
  const additionalContexts = additionalContextsOf(reader, sources);
  const contexts = additionalContexts.map(({ name }) => name);
  const named = knownValue(target);
  const text = reader.entry("build", "dockerfile_inline")?.value;
  const inlined = text?.kind === "scalar" ? { inline: text } : {};
  const request = { at, args, contexts, ...inlined, ...(named ? { target: named } : {}) };
  const found = file === undefined ? undefined : read({ ...request, file });
  const stage = target.state === "unknown" ? undefined : stageOf(found, target.value);
  return {
    at,
    ...(file === undefined ? {} : { dockerfile: file }),
    ...(stage === undefined ? {} : { stage }),
    ...(found !== undefined && "inline" in inlined ? { inline: found } : {}),
    context,
    target,
    privileged: reader.boolean("build", "privileged"),
    network: reader.text("build", "network"),
    ...localContext(context, file, stage, sources),
    additionalContexts,
    args,
    ssh: reader.texts("build", "ssh").map(listedText),
    secrets: reader.items("build", "secrets").flatMap(({ node, decision }) => {
      const name = node.kind === "scalar" ? node : nodeAt(node, "source");
      if (name?.kind !== "scalar") return [];
      return [
        listedText({ value: name, text: name.text, at: name.at, ...(decision.via ? { via: decision.via } : {}) }),
      ];
    }),
    entitlements: reader.texts("build", "entitlements").map(listedText),
  };
}

function localContext(
  context: Setting<string>,
  dockerfile: string | undefined,
  stage: Stage | undefined,
  { directoryFor, context: contextOf, secretFiles, read }: BuildSources,
): Pick<Build, "contextPath" | "files" | "startScript"> {
  if (context.state === "unknown" || isRemote(context.value)) return {};
  const contextPath = hostPath(context.value, context.at, { root: undefined, directoryFor });
  if (dockerfile === undefined || !copiesFromContext(stage)) return { contextPath };
  const directory = resolvePath(directoryFor(context.at.file), context.value);
  const inside = secretFiles.flatMap(({ uri, ...file }): SecretFile[] => {
    return uri.startsWith(`${directory}/`) ? [{ ...file, path: decoded(uri.slice(directory.length + 1)) }] : [];
  });
  const startScript = stage && startScriptOf(stage, directory, read);
  const files = contextOf(directory, dockerfile, { named: inside, copied: copiedBy(stage) });
  return { contextPath, files, ...(startScript === undefined ? {} : { startScript }) };
}

/** What the stages of an image copy from the context. */
function copiedBy(stage: Stage | undefined): readonly string[] {
  return [...layersOf(stage)].flatMap(({ copies }) =>
    copies.flatMap(({ from, sources }) => (from === undefined ? sources.map(({ text }) => text) : [])),
  );
}

/** Whether the image of the stage holds files of the context. */
function copiesFromContext(stage: Stage | undefined): boolean {
  for (let current = stage; current; current = current.parent) {
    if (current.copies.some(({ from }) => from === undefined)) return true;
  }
  return false;
}

function additionalContextsOf(reader: ServiceReader, { directoryFor }: BuildSources): readonly AdditionalContext[] {
  return [...reader.pairs("build", "additional_contexts")].map(([name, source]) => {
    const text = knownValue(source);
    if (typeof text !== "string" || /^[a-z][a-z0-9+.-]*:/i.test(text) || text.startsWith("git@"))
      return { name, source };
    return { name, source, path: hostPath(text, source.at, { root: undefined, directoryFor }) };
  });
}

function decoded(path: string): string {
  return pathOf(`file:///${path}`).replace(/^\//, "");
}

/** Undefined where a variable hides it, or where it lies in a repository elsewhere or in somebody's home directory. */
function dockerfileUri(
  context: Setting<string>,
  dockerfile: Setting<string>,
  inline: Setting<string | null>,
  directoryFor: (file: string) => string,
): string | undefined {
  if (inline.origin !== "default") return inline.at.file;
  if (context.state === "unknown" || dockerfile.state === "unknown" || isRemote(context.value)) return undefined;
  if (startsElsewhere(context.value) || startsElsewhere(dockerfile.value)) return undefined;
  return resolvePath(resolvePath(directoryFor(context.at.file), context.value), dockerfile.value);
}

/** The stage that `target` names, by name as BuildKit compares it; without one, the last. */
function stageOf(dockerfile: Dockerfile | undefined, target: string | null): Stage | undefined {
  if (target === null || target === "") return dockerfile?.stages.at(-1);
  return dockerfile?.stages.find(({ named, name }) => named && name === target.toLowerCase());
}
