import type { Engine } from "../facts/engine.ts";
import { modeOf } from "../facts/engine-modes.ts";
import type { Container } from "../model/container.ts";
import type { Project } from "../model/project.ts";
import { eachCapability } from "../walls/capabilities.ts";
import { type Exposure, exposureOf } from "../walls/exposure.ts";
import { readWalls } from "../walls/index.ts";
import type { NamespaceState } from "../walls/namespaces.ts";
import { isOpening } from "../walls/opening.ts";
import type { Standing, Surroundings, Wall, WallState } from "../walls/wall.ts";
import { lanesOf } from "./lanes.ts";
import type { ContainerMap, MapModel, Part, WallSegment } from "./model.ts";

/** What a map is made of: a project, or a container by itself. */
export type Mapped = Pick<Project, "services" | "networks">;

/** The map of a project under an engine: the services of all profiles in order, each followed by its `pre_start` containers. */
export function buildModel(project: Mapped, engine: Engine): MapModel {
  const services = project.services.flatMap((service) => [service, ...service.preStart]);
  const indexes = new Map(services.flatMap((one, index) => (one.kind === "service" ? [[one.name, index]] : [])));
  return {
    host: hostWords(engine),
    containers: services.map((service) => containerMap(service, { ...project, engine }, (name) => indexes.get(name))),
    lanes: lanesOf(services, { ...project, engine }),
  };
}

function hostWords(engine: Engine): string {
  const { version, cgroup, lsm } = engine;
  const names = { apparmor: "AppArmor", selinux: "SELinux" } as const;
  const modules = lsm.map((one) => names[one]).join(", ") || "no security module";
  return `${modeOf(engine).title} ${version} · cgroup v${cgroup} · ${modules}`;
}

function containerMap(
  container: Container,
  surroundings: Surroundings,
  indexOf: (name: string) => number | undefined,
): ContainerMap {
  // What a file alone cannot tell of a service has no number.
  const exposure = container.source.partial !== undefined ? undefined : exposureOf(container);
  const walls = readWalls(container, surroundings);
  const drawn = (shape: Wall["shape"]) => walls.flatMap(({ wall, states }) => (wall.shape === shape ? states : []));
  const [capabilitySet] = drawn("set");
  return {
    name: container.name,
    image: imageWords(container),
    whole: whole(container, exposure),
    ...(exposure ? { exposure: withReason(exposure) } : {}),
    walls: drawn("namespace")
      .filter(isNamespace)
      .map((state) => segment(state, indexOf)),
    ...(capabilitySet ? { capabilitySet } : {}),
    capabilities: capabilitySet ? eachCapability(container, container.engine) : [],
    locks: drawn("lock"),
    pipes: drawn("opening").filter(isOpening),
    networks: drawn("network"),
    ...(container.kind === "pre_start" ? { before: true as const } : {}),
  };
}

function withReason({ score, word, reason }: Exposure): NonNullable<ContainerMap["exposure"]> {
  return { score, word, ...(reason === undefined ? {} : { reason }) };
}

function isNamespace(state: WallState): state is NamespaceState {
  return "namespace" in state;
}

function segment(state: NamespaceState, indexOf: (name: string) => number | undefined): WallSegment {
  const joins = state.joinedService === undefined ? undefined : indexOf(state.joinedService);
  return joins === undefined ? state : { ...state, joins };
}

function imageWords({ image, build }: Container): string {
  if (build) {
    const context = build.context.state === "known" ? build.context.value : "";
    return build.inline || context === "" ? "built here" : `built from ${context}`;
  }
  if (image.state === "known") return image.value?.text ?? "no image";
  return image.origin === "default" ? image.because : `image ${image.because}`;
}

/** How many of the reasons for the exposure are told. */
const MOST_REASONS = 3;

function whole(service: Container, exposure: Exposure | undefined): Part {
  const part = { id: "container", path: undefined, label: service.name, at: service.at };
  if (!exposure) {
    const why = service.windows
      ? "A Windows container has none of the Linux walls."
      : `It is not known as a whole: ${service.source.partial ?? "the file that defines the service"} decides too.`;
    return { ...part, standing: "unknown", word: service.windows ? "Windows" : "unknown", text: why };
  }
  const { score, word, rows } = exposure;
  const worst = rows.filter(({ badness }) => badness > 0);
  const reasons = worst.slice(0, MOST_REASONS).map(({ aspect }) => aspect.open);
  const text = reasons.length === 0 ? "Nothing is open." : `Above all: ${reasons.join("; ")}.`;
  const said = `Exposure ${score.toFixed(1)} of 10. ${text}`;
  return { ...part, standing: standingOf(score), word: `${score.toFixed(1)} ${word}`, text: said };
}

/** As the words of the scale are: what an engine makes of a container by default is not closed. */
function standingOf(score: number): Standing {
  if (score >= 7) return "opened";
  return score >= 2 ? "open" : "closed";
}
