import type { CapabilityName } from "../facts/capabilities.ts";
import type { NamespaceName } from "../facts/namespaces.ts";
import type { Severity } from "../facts/severity.ts";
import type { Place } from "../text/span.ts";

/**
 * How a part of a container's isolation stands. `open` is what the engine leaves open where nobody says anything, `opened` what a line opens,
 * `joined` what is shared with another container, and `plain` what passes the wall and harms nobody.
 */
export type Standing = "closed" | "open" | "opened" | "joined" | "plain" | "unknown";

/** One thing on the map. The picture and the table show the same parts with the same texts. */
export interface Part {
  /** Tells it from the other parts of its container: `namespace/pid`. */
  readonly id: string;
  readonly label: string;
  readonly standing: Standing;
  /** The standing in a word or two that fit this kind of part: `own`, `host's`, `read-only`. */
  readonly word: string;
  /** What it means, in sentences on one line. */
  readonly text: string;
  /** Where it is decided; for a default, the container's key. */
  readonly at: Place;
}

export interface WallSegment extends Part {
  readonly namespace: NamespaceName;
  /** The container of the project that it is shared with, as an index into `containers`. */
  readonly joins?: number;
}

/** What leads through a container's wall. `files` is a file or a directory of the host. */
export interface Pipe extends Part {
  readonly kind: "socket" | "device" | "files" | "volume" | "memory" | "image" | "port";
  /** Where it ends in the container. */
  readonly target: string;
  readonly readOnly: boolean;
  readonly severity: Severity;
}

/**
 * What became of one capability. `default` is held because the engine gives it to everyone; `dangerous` is held beyond that, and leads to the host;
 * `dropped` was taken from the default set, and `absent` never was in it.
 */
export type CellState = "default" | "added" | "dangerous" | "dropped" | "absent" | "unknown";

export interface CapabilityCell extends Part {
  readonly name: CapabilityName;
  readonly state: CellState;
}

export interface ContainerMap {
  readonly name: string;
  /** The image that runs, or what it is built from. */
  readonly image: string;
  /** The container as a whole, with its exposure. */
  readonly whole: Part;
  /** From 0 to 10, with a word; undefined where the files do not tell enough, and for Windows containers. */
  readonly exposure?: { readonly score: number; readonly word: string };
  /** The eight namespaces in the order of the facts. Empty, as `capabilities` and `locks` are, for a Windows container, which has none of these walls. */
  readonly walls: readonly WallSegment[];
  /** The set as a whole, then the 41 capabilities by number. */
  readonly capabilitySet?: Part;
  readonly capabilities: readonly CapabilityCell[];
  readonly locks: readonly Part[];
  readonly pipes: readonly Pipe[];
  readonly networks: readonly Part[];
}

/** A project as a picture shows it: the host and the containers on it. Plain data. */
export interface MapModel {
  /** The engine and what the host confines containers with. */
  readonly host: string;
  readonly containers: readonly ContainerMap[];
}

/** What stands in the place of a project's containers where it has none. */
export const NO_CONTAINERS = "The project has no services.";

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

/** What a part is called: a pipe by both of its ends. */
export function nameOf(part: Part): string {
  const target = "target" in part ? targetWords(part.label, String(part.target)) : "";
  return target === "" ? part.label : `${part.label} → ${target}`;
}

/** How a pipe's end in the container is called. */
export function targetWords(label: string, target: string): string {
  return target === label ? "the same path" : target;
}

/** A part in words, as it is read out and shown where only one line has room. */
export function spoken(part: Part): string {
  return `${nameOf(part)}: ${part.word}. ${part.text}`;
}
