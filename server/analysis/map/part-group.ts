import type { Place } from "../text/span.ts";
import type { Rectangle } from "./layout.ts";
import { attributes, escaped } from "./markup.ts";
import { type Part, spoken } from "./model.ts";

/** How a page that is more than a picture refers to places. */
export interface MapLinks {
  /** What `data-at` says, by which a script finds the place. */
  key(place: Place): string;
  /** How the place is shown: `compose.yaml:12`. */
  name(place: Place): string;
}

/** A part in the picture: what is drawn of it, and the area that takes the mouse and shows the focus. `container` is its index on the map. */
export function partGroup(
  part: Part,
  container: number,
  area: Rectangle,
  drawn: string,
  links: MapLinks | undefined,
): string {
  const shared = { class: `part ${part.standing}`, "data-part": partKey(container, part) };
  const hit = `<rect class="hit"${attributes({ ...area, rx: 3 })}/>`;
  if (!links) return `<g${attributes(shared)}><title>${escaped(spoken(part))}</title>${hit}${drawn}</g>`;
  // The tabulator goes from container to container, and the arrow keys from part to part.
  const tabindex = part.id === "container" ? 0 : -1;
  const button = { ...shared, role: "button", tabindex, "data-at": links.key(part.at), "aria-label": spoken(part) };
  return `<g${attributes(button)}>${hit}${drawn}</g>`;
}

/** Tells a part from all others of the map, in the picture and in the table alike. */
export function partKey(container: number, { id }: Part): string {
  return `${container}/${id}`;
}

/** `1 container`, `2 containers`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
