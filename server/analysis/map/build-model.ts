import type { Engine } from "../facts/engine.ts";
import type { Container } from "../model/container.ts";
import type { Project } from "../model/project.ts";
import { type Exposure, exposureOf } from "../threats/exposure/exposure.ts";
import { capabilityCells, capabilitySet } from "./capability-cells.ts";
import { locks } from "./locks.ts";
import type { ContainerMap, MapModel, Part, Standing } from "./model.ts";
import { networkParts } from "./networks.ts";
import { pipes } from "./pipes.ts";
import { wallSegments } from "./walls.ts";

/** What a map is made of: a project, or a container by itself. */
export type Mapped = Pick<Project, "services" | "networks">;

/** The map of a project under an engine: the services of all profiles in order, each followed by its `pre_start` containers. */
export function buildModel(project: Mapped, engine: Engine): MapModel {
  const services = project.services.flatMap((service) => [service, ...service.preStart]);
  const indexes = new Map(services.flatMap((one, index) => (one.kind === "service" ? [[one.name, index]] : [])));
  return {
    host: hostWords(engine),
    containers: services.map((service) => containerMap(service, project, engine, (name) => indexes.get(name))),
  };
}

function hostWords({ mode, version, cgroup, lsm }: Engine): string {
  const names = { apparmor: "AppArmor", selinux: "SELinux" } as const;
  const modules = lsm.map((one) => names[one]).join(", ") || "no security module";
  return `${MODES[mode]} ${version} · cgroup v${cgroup} · ${modules}`;
}

const MODES: Readonly<Record<Engine["mode"], string>> = {
  rootful: "Docker",
  rootless: "rootless Docker",
  "userns-remap": "Docker with remapped users",
  podman: "Podman",
  swarm: "Docker Swarm",
};

function containerMap(
  service: Container,
  project: Mapped,
  engine: Engine,
  indexOf: (name: string) => number | undefined,
): ContainerMap {
  // What a file alone cannot tell of a service has no number.
  const exposure = service.partial ? undefined : exposureOf(service, engine);
  const { windows } = service;
  return {
    name: service.name,
    image: imageWords(service),
    whole: whole(service, exposure),
    ...(exposure ? { exposure: { score: exposure.score, word: exposure.word } } : {}),
    walls: windows ? [] : wallSegments(service, indexOf),
    ...(windows ? {} : { capabilitySet: capabilitySet(service, engine) }),
    capabilities: windows ? [] : capabilityCells(service, engine),
    locks: windows ? [] : locks(service, engine),
    pipes: pipes(service),
    networks: networkParts(service, project),
  };
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
  const part = { id: "container", label: service.name, at: service.at };
  if (!exposure) {
    const why = service.windows
      ? "A Windows container has none of the Linux walls."
      : "This file only adds to a service that another file defines.";
    return { ...part, standing: "unknown", word: service.windows ? "Windows" : "unknown", text: why };
  }
  const { score, word, rows } = exposure;
  const worst = rows.filter(({ share }) => share > 0).sort((a, b) => rank(b) - rank(a));
  const reasons = worst.slice(0, MOST_REASONS).map(({ check }) => check.open);
  const text = reasons.length === 0 ? "Nothing is open." : `Above all: ${reasons.join("; ")}.`;
  const said = `Exposure ${score.toFixed(1)} of 10. ${text}`;
  return { ...part, standing: standingOf(score), word: `${score.toFixed(1)} ${word}`, text: said };
}

/** What leads to the host by itself comes first, whatever its share. */
function rank({ check, badness, share }: Exposure["rows"][number]): number {
  return share + (check.takeover !== undefined && badness >= check.takeover ? 10 : 0);
}

function standingOf(score: number): Standing {
  if (score >= 7.5) return "opened";
  return score >= 5 ? "open" : "closed";
}
