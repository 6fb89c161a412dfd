import { attributes, escaped } from "../text/markup.ts";
import type { Place } from "../text/span.ts";
import type { Rectangle } from "./layout.ts";
import { type Part, spoken } from "./model.ts";

/** How a page that is more than a picture refers to places. */
export interface MapLinks extends MapNames {
  /** What `data-at` says, by which a script finds the place. */
  key(place: Place): string;
}

export interface MapNames {
  /** How a place is shown: `compose.yaml:12`. */
  name(place: Place): string;
}

/** A part as it is drawn. */
export interface Drawing {
  /** What takes the mouse and shows the focus. */
  readonly area: Rectangle;
  readonly markup: string;
  /** The words in the markup, in their order. */
  readonly words: readonly string[];
}

/** A part in the picture. `owner` is the container's index on the map, or what stands in its place. */
export function partGroup(part: Part, owner: number | string, drawing: Drawing, links: MapLinks | undefined): string {
  const { area, markup, words } = drawing;
  const shared = { class: `part ${part.standing}`, "data-part": partKey(owner, part) };
  const hit = `<rect class="hit"${attributes({ ...area, rx: 3 })}/>`;
  if (!links) return `<g${attributes(shared)}><title>${escaped(spoken(part))}</title>${hit}${markup}</g>`;
  // The tabulator goes from container to container, and the arrow keys from part to part.
  const tabindex = part.id === "container" || typeof owner === "string" ? 0 : -1;
  const label = nameBeginningWith(words.join(" "), spoken(part));
  const button = { ...shared, role: "button", tabindex, "data-at": links.key(part.at), "aria-label": label };
  return `<g${attributes(button)}>${hit}${markup}</g>`;
}

/** Whoever speaks to a computer names what is to be seen, so that the name has to begin with it: https://www.w3.org/TR/WCAG22/#label-in-name. */
function nameBeginningWith(shown: string, said: string): string {
  const bare = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  return bare(said).startsWith(bare(shown)) ? said : `${shown}: ${said}`;
}

/** Tells a part from all others of the map, in the picture and in the table alike. */
export function partKey(owner: number | string, { id }: Part): string {
  return `${owner}/${id}`;
}

/** Draws a part of this box. */
export type DrawPart = (part: Part, drawing: Drawing) => string;
