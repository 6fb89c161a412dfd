import { attributes, escaped } from "./markup.ts";
import { type ContainerMap, type MapModel, nameOf, type Part, sectionsOf } from "./model.ts";
import { type MapLinks, partKey } from "./part-group.ts";

/**
 * The same content as HTML tables, one for each container. With `links` each row has a button that names the place where the part is decided;
 * it is worded so that it makes sense out of its row.
 */
export function mapTable({ host, containers }: MapModel, links: MapLinks | undefined): string {
  const intro = `<p class="bulkhead-map">On the host: ${escaped(host)}.</p>`;
  return intro + containers.map((container, index) => table(container, index, links)).join("");
}

function table(container: ContainerMap, index: number, links: MapLinks | undefined): string {
  const where = links ? '<th scope="col">Where</th>' : "";
  const columns = links ? 4 : 3;
  const groups = sectionsOf(container).map(({ title, parts }) => {
    const heading = `<tr><th scope="rowgroup" colspan="${columns}">${escaped(title)}</th></tr>`;
    return `<tbody>${heading}${parts.map((part) => row(part, index, links)).join("")}</tbody>`;
  });
  return [
    '<table class="bulkhead-map">',
    `<caption>${escaped(container.name)}, ${escaped(container.image)}</caption>`,
    `<thead><tr><th scope="col">Part</th><th scope="col">State</th><th scope="col">Meaning</th>${where}</tr></thead>`,
    ...groups,
    "</table>",
  ].join("");
}

function row(part: Part, container: number, links: MapLinks | undefined): string {
  const name = nameOf(part);
  const button = { type: "button", "data-at": links?.key(part.at), "aria-label": `${name}: ${links?.name(part.at)}` };
  const where = links ? `<td><button${attributes(button)}>${escaped(links.name(part.at))}</button></td>` : "";
  return [
    `<tr${attributes({ class: part.standing, "data-part": partKey(container, part) })}>`,
    `<th scope="row">${escaped(name)}</th>`,
    `<td>${escaped(part.word)}</td><td>${escaped(part.text)}</td>${where}</tr>`,
  ].join("");
}
