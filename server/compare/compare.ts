import type { Container as Model } from "../analysis/model/container.ts";
import type { Project } from "../analysis/model/project.ts";
import type { Locate } from "../analysis/report/location.ts";
import type { Config } from "../analysis/settings/config.ts";
import { pathOf, withoutSlashes } from "../analysis/text/uri.ts";
import type { Container, Image, Info } from "../engine/answers.ts";
import { EngineFailure } from "../engine/failure.ts";
import type { EngineReader } from "../engine/read-engine.ts";
import type { Limits } from "../engine/transport.ts";
import { type Compared, type Difference, differencesBetween } from "./differences.ts";
import { keyOf, type Made, madeBy, PROJECT_LABEL } from "./labels.ts";
import { joinedBy, type Names, runningContainers, untoldWalls } from "./running.ts";

/** What runs on an engine beside what the files of a project say; the document that `compare --format json` prints. */
export interface Comparison {
  readonly version: 1;
  readonly engine: ComparedEngine;
  /** The projects of that name or of those files that have containers: files may be started under several names. */
  readonly projects: readonly ComparedProject[];
}

interface ComparedEngine {
  readonly name: "Docker" | "Podman";
  readonly release: string;
  /** With what named it. */
  readonly address: string;
  readonly mode: string;
  readonly cgroup: number;
  readonly lsm: readonly string[];
}

export interface ComparedProject {
  readonly name: string;
  readonly containers: readonly ComparedContainer[];
  /** Containers of the project whose service no file declares. */
  readonly undeclared: readonly Bystander[];
  /** Containers that `docker compose run` started, whose options stand in no file: they are not compared. */
  readonly oneOff: readonly Bystander[];
  /** Services that have no container, in the order of the files. */
  readonly notRunning: readonly string[];
}

/** A container as the engine knows it. Times are in RFC 3339. */
export interface Bystander {
  readonly name: string;
  /** The first twelve digits. */
  readonly id: string;
  readonly service: string;
  /** As `running`, `exited`, `paused`. */
  readonly state: string;
  readonly created: string;
  /** Left out where it was never started. */
  readonly started?: string;
}

export interface ComparedContainer extends Bystander {
  readonly differences: readonly LocatedDifference[];
  readonly notCompared: Compared["notCompared"];
}

export interface LocatedDifference extends Omit<Difference, "at"> {
  /** Where the files decide it; `line` counts from 1. */
  readonly origin: { readonly file: string; readonly line: number };
}

/** What is compared, and on which engine. */
export interface Question {
  readonly project: Project;
  /** The settings under which the project was analysed, with the engine that is asked. */
  readonly config: Config;
  readonly locate: Locate;
  readonly engine: EngineReader;
  readonly info: Info;
  /** The engine's address, with what named it. */
  readonly address: string;
  /** The name of the project, as `-p` of Compose; left out where the files and labels tell. */
  readonly projectName?: string | undefined;
  readonly home: string;
  readonly signal?: AbortSignal | undefined;
}

/** How many containers are looked at, and how many at a time. */
const MOST_CONTAINERS = 1000;
const AT_A_TIME = 8;

/**
 * Compares what runs with what is written. Only asks: nothing on the engine is changed. Throws `EngineFailure` where the engine does not answer; no
 * container at all gives no projects.
 */
export async function compare(question: Question): Promise<Comparison> {
  const { project, config, engine, info, address, signal } = question;
  const { mode, cgroup, lsm } = config.engine;
  const listed = await engine.containers({ label: [PROJECT_LABEL] }, { all: true, signal });
  const all = listed.flatMap(({ Id, Labels }): Listed[] => {
    const made = madeBy(Labels);
    return made === undefined ? [] : [{ id: Id, made }];
  });
  const names = projectNames(all, project, question.projectName);
  const chosen = all.filter(({ made }) => names.has(made.project)).slice(0, MOST_CONTAINERS);
  const inspected = await inAHurry(chosen, async ({ id, made }) => {
    const container = await unlessGone(engine.container(id, { signal }));
    return container === undefined ? [] : [{ container, made }];
  });
  const images = await imagesOf(inspected, engine, { signal });
  const projects: ComparedProject[] = [];
  for (const name of [...names].sort()) {
    const own = inspected.filter(({ made }) => made.project === name);
    if (own.length === 0) continue;
    projects.push(comparedProject(name, own, await namesFor(name, own, question), images, question));
  }
  const release = engine.about.release || (info.ServerVersion ?? "");
  return { version: 1, engine: { name: engine.about.name, release, address, mode, cgroup, lsm }, projects };
}

interface Listed {
  readonly id: string;
  readonly made: Made;
}

interface Inspected {
  readonly container: Container;
  readonly made: Made;
}

/** The names under which the project runs: the one that is asked for, those that the same files were started under, or the one that they say. */
function projectNames(all: readonly Listed[], project: Project, asked: string | undefined): ReadonlySet<string> {
  if (asked !== undefined) return new Set([asked]);
  const files = new Set(project.files.map((uri) => comparable(pathOf(uri))));
  const named = (is: (made: Made) => boolean): ReadonlySet<string> =>
    new Set(all.filter(({ made }) => is(made)).map(({ made }) => made.project));
  const byFiles = named((made) => made.files.some((file) => files.has(comparable(file))));
  if (byFiles.size > 0) return byFiles;
  // Compose too takes what has the name for the project, wherever it was started.
  return named(({ project: name }) => name === project.name);
}

/** A path as it may be compared with one of another program. */
function comparable(path: string): string {
  const slashed = withoutSlashes(path.replaceAll("\\", "/"));
  return /^\/?[A-Za-z]:/.test(slashed) ? slashed.replace(/^\//, "").toLowerCase() : slashed;
}

async function namesFor(name: string, own: readonly Inspected[], question: Question): Promise<Names> {
  const { engine, project, signal } = question;
  const filters = { label: [`${PROJECT_LABEL}=${name}`] };
  const [networks, volumes] = await Promise.all([
    engine.networks(filters, { signal }),
    engine.volumes(filters, { signal }),
  ]);
  const keyed = (
    kind: "network" | "volume",
    things: readonly { readonly Name: string; readonly Labels?: Readonly<Record<string, string>> | null }[],
    called: Iterable<readonly [key: string, name: string]>,
  ): ReadonlyMap<string, string> =>
    new Map([
      ...things.flatMap(({ Name, Labels }): [string, string][] => {
        const key = keyOf(kind, Labels, name);
        return key === undefined ? [] : [[Name, key]];
      }),
      ...[...called].map(([key, other]): [string, string] => [other, key]),
    ]);
  const external = [...project.networks].flatMap(([key, network]): [string, string][] =>
    network.called === undefined ? [] : [[key, network.called]],
  );
  const services = new Map(own.map(({ container, made }) => [container.Id, made.service]));
  const joined = new Set(own.flatMap(({ container }) => joinedBy(container)).filter((id) => !services.has(id)));
  const others = await inAHurry([...joined], async (id) => {
    const other = await unlessGone(engine.container(id, { signal }));
    return other?.Name ? [[id, other.Name.replace(/^\//, "")] as const] : [];
  });
  return {
    services,
    containers: new Map(others),
    networks: keyed("network", networks, external),
    volumes: keyed("volume", volumes, project.volumes),
  };
}

/** The images of containers by identity, and by the names that were given for them. An image that is gone is in neither. */
async function imagesOf(
  inspected: readonly Inspected[],
  engine: EngineReader,
  limits: Limits,
): Promise<ReadonlyMap<string, Image>> {
  const wanted = inspected.flatMap(({ container }) => [container.Image, container.Config.Image]);
  const names = [...new Set(wanted)].flatMap((name) => (name ? [name] : []));
  const found = await inAHurry(names, async (name) => {
    const image = await unlessGone(engine.image(name, limits));
    return image === undefined ? [] : [[name, image] as const];
  });
  return new Map(found);
}

function comparedProject(
  name: string,
  own: readonly Inspected[],
  names: Names,
  images: ReadonlyMap<string, Image>,
  question: Question,
): ComparedProject {
  const { project, config, locate, home } = question;
  const order = new Map(project.services.map((service, index) => [service.name, { service, index }]));
  const sorted = [...own].sort(
    (a, b) =>
      (order.get(a.made.service)?.index ?? order.size) - (order.get(b.made.service)?.index ?? order.size) ||
      a.made.number - b.made.number,
  );
  const kept = sorted.filter(({ made }) => !made.isOneOff);
  const running = runningContainers(
    kept.map(({ container }) => container),
    names,
    config,
  );
  const surroundings = { engine: config.engine, services: project.services, networks: project.networks };
  const here = pathOf(project.directory ?? "");
  const containers = kept.flatMap(({ container, made }): ComparedContainer[] => {
    const written = order.get(made.service)?.service;
    const runs = running.get(container.Id);
    if (written === undefined || runs === undefined) return [];
    const imageName = container.Config.Image ?? "";
    const { differences, notCompared } = differencesBetween(written, runs, {
      surroundings,
      isRunning: container.State?.Running === true,
      made: { id: container.Image ?? "", name: imageName, image: images.get(container.Image ?? "") },
      named: images.get(imageName),
      untold: untoldWalls(container, question.engine.about.name),
      home,
      directories: { here, there: made.directory ?? here },
    });
    const located = differences.map(({ at, ...difference }) => {
      const { file, start } = locate(at);
      return { ...difference, origin: { file, line: start.line } };
    });
    return [{ ...bystander(container, made), differences: located, notCompared }];
  });
  const present = new Set(kept.map(({ made }) => made.service));
  const isOwn = ({ kind }: Model): boolean => kind === "service";
  return {
    name,
    containers,
    undeclared: kept
      .filter(({ made }) => !order.has(made.service))
      .map(({ container, made }) => bystander(container, made)),
    oneOff: sorted.filter(({ made }) => made.isOneOff).map(({ container, made }) => bystander(container, made)),
    notRunning: project.services
      .filter((service) => isOwn(service) && !present.has(service.name))
      .map((service) => service.name),
  };
}

function bystander({ Id, Name, State, Created }: Container, { service }: Made): Bystander {
  const started = State?.StartedAt ?? "";
  return {
    name: Name?.replace(/^\//, "") || Id.slice(0, 12),
    id: Id.slice(0, 12),
    service,
    state: State?.Status || (State?.Running === true ? "running" : "unknown"),
    created: Created ?? "",
    // Docker has the year 1 for never.
    ...(started === "" || started.startsWith("0001-") ? {} : { started }),
  };
}

/** What was removed since it was listed is no matter. */
async function unlessGone<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    const isGone = error instanceof EngineFailure && (error.status === 404 || error.kind === "unsupported");
    if (isGone) return undefined;
    throw error;
  }
}

/** Does some of the work at once; the results come in order. */
async function inAHurry<T, R>(items: readonly T[], work: (item: T) => Promise<readonly R[]>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += AT_A_TIME)
    results.push(...(await Promise.all(items.slice(at, at + AT_A_TIME).map(work))).flat());
  return results;
}
