import { attributes, escaped } from "../text/markup.ts";
import { type Link, layoutOf } from "./layout.ts";
import { type MapModel, NO_CONTAINERS } from "./model.ts";
import { type MapLinks, plural } from "./part-group.ts";
import { MAP_STYLE } from "./style.ts";
import { containerGroup } from "./svg-container.ts";
import { legend } from "./svg-legend.ts";

export interface SvgOptions {
  /** At most so many containers stand side by side; at least 1. */
  readonly columns: number;
  /** Whether the style sheet comes with the picture. A page whose policy forbids that has `MAP_STYLE` among its own. */
  readonly styled: boolean;
  /** Set where a script follows clicks: each part can be focused and carries `data-at`. Else the picture is a still one. */
  readonly links?: MapLinks;
}

/**
 * The map as one SVG element that needs nothing else. A still picture has the role `img` and a tooltip on each part; one to click on has to be a
 * group of buttons, since nothing within an image can be reached by a keyboard: https://www.w3.org/TR/wai-aria-1.2/#img.
 */
export function mapSvg(model: MapModel, { columns, styled, links }: SvgOptions): string {
  const layout = layoutOf(model, columns);
  const { width, height, host } = layout;
  const count = model.containers.length;
  const title = "Isolation map";
  const description = `${plural(count, "container")} on one host, ${model.host}. Each box is a container: its edge the namespaces, what crosses it pipes from the host.`;
  const root = attributes({
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    class: "bulkhead-map",
    role: links ? "group" : "img",
    "aria-label": `${title}: ${description}`,
  });
  return [
    `<svg${root}>`,
    `<title>${title}</title><desc>${escaped(description)}</desc>`,
    styled ? `<style>${MAP_STYLE}</style>` : "",
    `<rect class="host"${attributes({ ...host, rx: 8 })}/>`,
    `<text class="title" x="${host.x + 16}" y="${host.y + 27}">Host</text>`,
    `<text class="dim" x="${host.x + 58}" y="${host.y + 27}">${escaped(model.host)}</text>`,
    count === 0 ? `<text class="dim" x="${layout.legend.x}" y="${host.y + 50}">${NO_CONTAINERS}</text>` : "",
    ...layout.links.map(linkPath),
    ...layout.boxes.map((box, index) => containerGroup(box, index, links)),
    legend(layout.legend, layout.legend.width),
    "</svg>",
  ].join("");
}

function linkPath({ points }: Link): string {
  const [first, ...rest] = points;
  const last = points.at(-1);
  if (!first || !last) return "";
  const path = `M${first.x} ${first.y}${rest.map(({ x, y }) => `L${x} ${y}`).join("")}`;
  return `<path class="link" d="${path}"/><g class="joined"><circle class="solid" cx="${last.x}" cy="${last.y}" r="4"/></g>`;
}
