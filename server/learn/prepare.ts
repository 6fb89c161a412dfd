import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseDotenv } from "../analysis/compose/project/dotenv.ts";
import { DOCKER_DEFAULT, PODMAN_DEFAULT } from "../analysis/facts/capabilities.ts";
import { neededCapabilities } from "../analysis/fixes/needed-capabilities.ts";
import type { Container } from "../analysis/model/container.ts";
import type { Project } from "../analysis/model/project.ts";
import { isWritten, knownValue } from "../analysis/model/setting.ts";
import { namesSecret } from "../analysis/secrets/names.ts";
import { directoryOf } from "../analysis/text/uri.ts";
import { readTree } from "../disk/file-tree.ts";
import { realPath } from "../disk/real-path.ts";
import type { Image, Info } from "../engine/answers.ts";
import { EngineFailure } from "../engine/failure.ts";
import type { NewEntry } from "../engine/tar.ts";
import type { TrialEngine } from "../engine/trial-engine.ts";
import { type Blueprint, blueprintOf, type FreshVolume } from "./blueprint.ts";
import { type Copied, disguised, type VolumeFiles } from "./copies.ts";
import { refusalsOf } from "./refusals.ts";

/** Why nothing can be learned of a service; the message goes on after its name. */
export class NotLearnable extends Error {}

/** One container of a trial, as it is to be made. */
export interface Prepared {
  readonly container: Container;
  readonly image: Image;
  /** The name by which the image was asked for. */
  readonly imageName: string;
  readonly blueprint: Blueprint;
  readonly files: VolumeFiles;
  /** The values of its environment, and those of the image's under names of secrets, which nothing may tell. */
  readonly masks: readonly string[];
}

/** Everything that a trial of a service runs: the service, and those that it depends on, each before those that need it. */
export interface Preparation {
  readonly target: Prepared;
  readonly dependencies: readonly Prepared[];
}

/** What of the surroundings decides what is run. */
export interface Given {
  readonly engine: TrialEngine;
  readonly info: Info;
  /** The name of the project, by which Compose calls the images that it builds. */
  readonly projectName: string;
  /** The text of a file by its URI; null where it cannot be read. */
  readonly read: (uri: string) => string | null;
  /** The variables of the shell, which a name without a value takes its value from. */
  readonly shell: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** In bytes: of all that is copied for one container. */
const MOST_COPIED = 64 * 1024 * 1024;

/** Finds out what a trial of the service needs, asking the engine and the disk and changing neither. Throws `NotLearnable`. */
export async function prepare(name: string, project: Project, given: Given): Promise<Preparation> {
  const target = await prepared(serviceOf(name, project), project, given);
  const dependencies = await dependenciesOf(name, project, (service) => prepared(service, project, given));
  return { target, dependencies };
}

function serviceOf(name: string, { services }: Project): Container {
  const found = services.find((service) => service.name === name);
  if (found === undefined) throw new NotLearnable("is no service of this project");
  return found;
}

/** All that a service depends on, those first that others need; a circle is cut. What is not required and cannot be copied is left out. */
async function dependenciesOf(
  name: string,
  project: Project,
  prepareOne: (service: Container) => Promise<Prepared>,
): Promise<readonly Prepared[]> {
  const ready = new Map<string, Prepared>();
  const visit = async (one: Container, chain: readonly string[]): Promise<void> => {
    for (const [other, { isRequired }] of one.starting().dependsOn) {
      if (chain.includes(other) || ready.has(other)) continue;
      try {
        const service = serviceOf(other, project);
        await visit(service, [...chain, other]);
        ready.set(other, await prepareOne(service));
      } catch (error) {
        if (!(error instanceof NotLearnable)) throw error;
        if (isRequired) throw new NotLearnable(`depends on ${other}, which ${error.message}`);
      }
    }
  };
  await visit(serviceOf(name, project), [name]);
  return [...ready.values()];
}

async function prepared(container: Container, project: Project, given: Given): Promise<Prepared> {
  const refusals = refusalsOf(container);
  if (refusals.length > 0)
    throw new NotLearnable(`${refusals.join(", ")}: no copy is run of it. Learn from a copy of the file without that`);
  const imageName = imageNameOf(container, given.projectName);
  const image = await inspected(imageName, container, given);
  const environment = environmentOf(container, given);
  const defaults = given.engine.about.name === "Podman" ? PODMAN_DEFAULT : DOCKER_DEFAULT;
  const blueprint = blueprintOf(container, image, given.info, environment, defaults);
  const directory = fileURLToPath(`${directoryOf(project.files[0] ?? project.file)}/`);
  const files = await filesOf(blueprint.volumes, directory);
  const ofImage = await given.engine.imageVariables(imageName, namesSecret, { signal: given.signal });
  const masks = [...environment.values(), ...filledWords(container), ...ofImage];
  return { container, image, imageName, blueprint, files, masks };
}

/** The words of commands into which values of variables were filled, and what stands behind their first `=`. */
function filledWords({ entrypoint, command }: Container): readonly string[] {
  return [entrypoint, command].flatMap((setting) =>
    setting.state === "known" && setting.filled && setting.value
      ? setting.value.flatMap((word) => [word, word.slice(word.indexOf("=") + 1)])
      : [],
  );
}

/** What Compose calls an image that it builds where the file does not name it: https://docs.docker.com/reference/compose-file/build/ */
function imageNameOf({ name, image, build }: Container, projectName: string): string {
  const named = knownValue(image);
  if (named) return named.text;
  if (build && !isWritten(image) && projectName !== "") return `${projectName}-${name}`;
  throw new NotLearnable(`has an image that is not known: ${image.state === "unknown" ? image.because : "none"}`);
}

async function inspected(name: string, { build }: Container, { engine, signal }: Given): Promise<Image> {
  try {
    const image = await engine.image(name, { signal });
    if (image.Os !== "linux") throw new NotLearnable(`has an image for ${image.Os}`);
    return image;
  } catch (error) {
    if (!(error instanceof EngineFailure) || error.status !== 404) throw error;
    const how = build ? "docker compose build" : `docker pull ${name}`;
    throw new NotLearnable(`has an image that is not on this engine, and nothing is pulled or built here: ${how}`);
  }
}

/** The variables with their values: those of the files of variables, then those that the service sets itself. */
function environmentOf(container: Container, { read, shell }: Given): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const file of container.starting().envFiles) {
    const uri = knownValue(file.uri);
    if (!uri) throw new NotLearnable("reads a file of variables whose name is not known");
    const text = read(uri);
    if (text === null && file.isRequired) throw new NotLearnable("reads a file of variables that cannot be read");
    if (text === null) continue;
    for (const [name, value] of parseDotenv(text, (one) => values.get(one) ?? shell[one] ?? ""))
      if (typeof value === "string") values.set(name, value);
  }
  for (const [name, setting] of container.environment) {
    if (setting.state === "unknown")
      throw new NotLearnable(
        `has a variable whose value is not known: ${name} takes it from ${setting.because}. Set it in .env`,
      );
    const value = setting.value ?? shell[name];
    if (value !== undefined) values.set(name, value);
  }
  return values;
}

/** What lies at the mounts of the host's files. Nothing outside of the project is read. */
async function filesOf(volumes: readonly FreshVolume[], project: string): Promise<VolumeFiles> {
  const files = new Map<string, Copied>();
  const root = await realPath(project);
  for (const volume of volumes) {
    if (volume.copies === undefined) continue;
    const source = await realPath(volume.copies);
    if (root === undefined || source === undefined)
      throw new NotLearnable(`mounts ${volume.copies}, which is not there`);
    if (source !== root && !source.startsWith(`${root}${path.sep}`))
      throw new NotLearnable(`mounts ${volume.copies}, which lies outside of the project`);
    const tree = await readTree(source, MOST_COPIED);
    if (tree === undefined)
      throw new NotLearnable(
        `mounts ${volume.copies}, of which more than 64 MiB would be copied, or which cannot be read`,
      );
    const [top] = tree;
    const single = top?.is === "directory" ? undefined : path.basename(source);
    const entries = tree.map((entry): NewEntry => {
      const { mode, uid, gid } = entry;
      const common = { path: single ?? (entry.path === "" ? "." : entry.path), mode, uid, gid };
      if (entry.is === "file") return { ...common, type: "file", content: entry.content };
      return entry.is === "directory"
        ? { ...common, type: "directory" }
        : { ...common, type: "symlink", link: entry.to };
    });
    files.set(volume.target, disguised(volume, { entries, ...(single === undefined ? {} : { single }) }));
  }
  return files;
}

/** What is known of the program before anything is tried. */
export function candidateOf({ container }: Prepared): ReturnType<typeof neededCapabilities> {
  return neededCapabilities(container);
}
