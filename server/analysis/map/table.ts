import { attributes, escaped } from "../text/markup.ts";
import { IN_ENGLISH, type Words } from "../text/words.ts";
import { nameOf } from "../walls/opening.ts";
import { type ContainerMap, type MapModel, NO_CONTAINERS, type Part, REACHES, sectionsOf } from "./model.ts";
import { type MapLinks, type MapNames, partKey } from "./part-group.ts";
import { LANES } from "./svg-lanes.ts";
import { type Shown, shownOf, type View, WHOLE } from "./view.ts";

/** How a table shows where a part is decided: as a button for a script to follow, or as a mere name. */
export type Where = MapNames & Partial<MapLinks>;

/** The same content as HTML tables, one for each container. The name of a button makes sense out of its row. */
export function mapTable(model: MapModel, where: Where, view: View = WHOLE, words: Words = IN_ENGLISH): string {
  const { host, containers } = model;
  const none = containers.length === 0 ? ` ${words.say(NO_CONTAINERS)}` : "";
  const intro = `<p class="bulkhead-map">${escaped(words.say("On the host: {0}.", host))}${escaped(none)}</p>`;
  const shown = shownOf(model, view);
  const tables = shown.flatMap(({ index }) => {
    const container = containers[index];
    return container ? containerTable(container, index, where, words) : [];
  });
  return intro + lanesTable(model, shown, where, words) + tables.join("");
}

/** The lanes that a container is on which is shown. */
function lanesTable({ lanes }: MapModel, shown: readonly Shown[], where: Where, { say }: Words): string {
  const isShown = new Set(shown.map(({ index }) => index));
  const wanted = lanes.filter(({ stops }) => stops.some(({ container }) => isShown.has(container)));
  if (wanted.length === 0) return "";
  const rows = wanted.map(({ part }) => row(part, LANES, where)).join("");
  return `<table class="bulkhead-map"><caption>${escaped(say(REACHES))}</caption><thead><tr>${head(say)}</tr></thead><tbody>${rows}</tbody></table>`;
}

function head(say: Words["say"]): string {
  return ["Part", "State", "Meaning", "Where"].map((title) => `<th scope="col">${escaped(say(title))}</th>`).join("");
}

function containerTable(container: ContainerMap, index: number, where: Where, { say }: Words): string {
  const groups = sectionsOf(container).map(({ title, parts }) => {
    const heading = `<tr><th scope="rowgroup" colspan="4">${escaped(say(title))}</th></tr>`;
    return `<tbody>${heading}${parts.map((part) => row(part, index, where)).join("")}</tbody>`;
  });
  return [
    `<table${attributes({ class: "bulkhead-map", "data-name": container.name })}>`,
    `<caption>${escaped(container.name)}, ${escaped(container.image)}</caption>`,
    `<thead><tr>${head(say)}</tr></thead>`,
    ...groups,
    "</table>",
  ].join("");
}

function row(part: Part, owner: number | string, where: Where): string {
  return [
    `<tr${attributes({ class: part.standing, "data-part": partKey(owner, part) })}>`,
    `<th scope="row">${escaped(nameOf(part))}</th>`,
    `<td>${escaped(part.word)}</td><td>${escaped(part.text)}</td><td>${placeOf(part, where)}</td></tr>`,
  ].join("");
}

function placeOf(part: Part, { name, key }: Where): string {
  const shown = name(part.at);
  if (!key) return `<code>${escaped(shown)}</code>`;
  const button = { type: "button", "data-at": key(part.at), "aria-label": `${shown}: ${nameOf(part)}` };
  return `<button${attributes(button)}>${escaped(shown)}</button>`;
}
