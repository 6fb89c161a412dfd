import type { CapabilityState } from "../walls/capabilities.ts";
import type { NamespaceState } from "../walls/namespaces.ts";
import { nameOf, type Opening } from "../walls/opening.ts";
import type { WallState } from "../walls/wall.ts";

/** One thing on the map: a state of a wall, or the container as a whole. The picture and the table show the same parts with the same texts. */
export type Part = WallState;

export interface WallSegment extends NamespaceState {
  /** The container of the project that it is shared with, as an index into `containers`. */
  readonly joins?: number;
}

export interface ContainerMap {
  readonly name: string;
  /** The image that runs, or what it is built from. */
  readonly image: string;
  /** The container as a whole, with its exposure. */
  readonly whole: Part;
  /** From 0 to 10, with a word, and what drives it; undefined where the files do not tell enough, and for Windows containers. */
  readonly exposure?: { readonly score: number; readonly word: string; readonly reason?: string };
  /** The eight namespaces in the order of the facts. Empty, as `capabilities` and `locks` are, for a Windows container, which has none of these walls. */
  readonly walls: readonly WallSegment[];
  /** The set as a whole, then the 41 capabilities by number. */
  readonly capabilitySet?: Part;
  readonly capabilities: readonly CapabilityState[];
  readonly locks: readonly Part[];
  readonly pipes: readonly Opening[];
  readonly networks: readonly Part[];
  /** Set where it runs before the service that stands before it. */
  readonly before?: true;
}

/** What several containers share, or reach through each other, and who they are. */
export interface Lane {
  readonly part: Part;
  readonly kind: "engine" | "secret" | "host" | "namespace" | "network";
  /** The containers on it in their order, as indexes into those of the map. */
  readonly stops: readonly Stop[];
}

export interface Stop {
  readonly container: number;
  /** How it gets there from the stop before: `over back`; empty for whoever is simply there. */
  readonly link: string;
}

/** A project as a picture shows it: the host and the containers on it. Plain data. */
export interface MapModel {
  /** The engine and what the host confines containers with. */
  readonly host: string;
  readonly containers: readonly ContainerMap[];
  /** What containers share, and what they reach through each other. */
  readonly lanes: readonly Lane[];
}

/** What stands in the place of a project's containers where it has none. */
export const NO_CONTAINERS = "The project has no services.";

/** What stands over the lanes. */
export const REACHES = "Who reaches what";

/** One kind of a container's parts, under a heading. */
export interface Section {
  readonly title: string;
  readonly parts: readonly Part[];
}

/** All parts of a container in the order in which both the picture and the table show them; sections without parts are left out. */
export function sectionsOf(container: ContainerMap): readonly Section[] {
  const { whole, walls, pipes, locks, capabilitySet, capabilities, networks } = container;
  const sections: readonly Section[] = [
    { title: "Container", parts: [whole] },
    { title: "Namespaces", parts: walls },
    { title: "Through the wall", parts: pipes },
    { title: "Locks", parts: locks },
    { title: "Capabilities", parts: capabilitySet ? [capabilitySet, ...capabilities] : [] },
    { title: "Networks", parts: networks },
  ];
  return sections.filter(({ parts }) => parts.length > 0);
}

/** A part in words, as it is read out and shown where only one line has room. */
export function spoken(part: Part): string {
  return `${nameOf(part)}: ${part.word}. ${part.text}`;
}
