import { attributes, escaped } from "../text/markup.ts";
import { IN_ENGLISH, type Words } from "../text/words.ts";
import { isUnfolded, type Layout, type Link, layoutOf } from "./layout.ts";
import { legendHeight, legendWords } from "./legend.ts";
import { type MapModel, NO_CONTAINERS, REACHES } from "./model.ts";
import type { MapLinks } from "./part-group.ts";
import { MAP_STYLE } from "./style.ts";
import { containerGroup, foldedGroup } from "./svg-container.ts";
import { laneGroup } from "./svg-lanes.ts";
import { legend } from "./svg-legend.ts";
import { shownOf, type View, WHOLE } from "./view.ts";

export interface SvgOptions {
  /** At most so many containers stand side by side; at least 1. */
  readonly columns: number;
  /** Whether the style sheet comes with the picture. A page whose policy forbids that has `MAP_STYLE` among its own. */
  readonly styled: boolean;
  /** How wide the page is, in the picture's units. */
  readonly width?: number;
  /** What is shown of it; everything where it is left out. */
  readonly view?: View;
  /** How its words are said; in English where it is left out. */
  readonly words?: Words;
  /** Set where a script follows clicks: each part can be focused and carries `data-at`. Else the picture is a still one. */
  readonly links?: MapLinks;
}

/**
 * The map as one SVG element that needs nothing else. A still picture has the role `img` and a tooltip on each part; one to click on has to be a
 * group of buttons, since nothing within an image can be reached by a keyboard: https://www.w3.org/TR/wai-aria-1.2/#img.
 */
export function mapSvg(model: MapModel, options: SvgOptions): string {
  const { columns, width: least, styled, links, view = WHOLE, words = IN_ENGLISH } = options;
  const { say } = words;
  const shown = shownOf(model, view, columns);
  const layout = layoutOf(model, {
    columns,
    shown,
    legend: links === undefined ? words : undefined,
    ...(least === undefined ? {} : { width: least }),
  });
  const { width, height, host } = layout;
  const count = model.containers.length;
  const title = say("Isolation map");
  const description = [
    count === 1
      ? say("1 container on one host, {0}.", model.host)
      : say("{0} containers on one host, {1}.", String(count), model.host),
    say("Each box is a container: its edge the namespaces, what crosses it pipes from the host."),
  ].join(" ");
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
    `<title>${escaped(title)}</title><desc>${escaped(description)}</desc>`,
    styled ? `<style>${MAP_STYLE}</style>` : "",
    `<rect class="host"${attributes({ ...host, rx: 8 })}/>`,
    `<text class="title" x="${host.x + 16}" y="${host.y + 27}">${escaped(say("Host"))}</text>`,
    `<text class="dim" x="${host.x + 28 + 8 * say("Host").length}" y="${host.y + 27}">${escaped(model.host)}</text>`,
    count > 0 && shown.length === 0
      ? `<text class="dim" x="${layout.legend.x}" y="${host.y + 50}">${escaped(say(NOT_FOUND))}</text>`
      : "",
    count === 0
      ? `<text class="dim" x="${layout.legend.x}" y="${host.y + 50}">${escaped(say(NO_CONTAINERS))}</text>`
      : "",
    ...lanesGroup(layout, links, words),
    ...layout.links.map(linkPath),
    ...layout.boxes.map((box) =>
      isUnfolded(box) ? containerGroup(box, links, words) : foldedGroup(box, links, words),
    ),
    links ? "" : legend(layout.legend, layout.legend.width, words),
    "</svg>",
  ].join("");
}

/** The legend by itself, for a page that has its own place for it. */
export function legendSvg(width: number, words: Words = IN_ENGLISH): string {
  const height = legendHeight(width, words);
  const root = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    class: "bulkhead-map",
  };
  return `<svg${attributes({ ...root, role: "img", "aria-label": legendWords(words) })}>${legend({ x: 4, y: 4 }, width - 8, words)}</svg>`;
}

const NOT_FOUND = "No service says this anywhere.";

function lanesGroup(
  { lanes, lanesTitle: { x, y } }: Layout,
  links: MapLinks | undefined,
  words: Words,
): readonly string[] {
  if (lanes.length === 0) return [];
  const title = `<text class="title" x="${x}" y="${y + 14}">${escaped(words.say(REACHES))}</text>`;
  return [title, ...lanes.map((lane) => laneGroup(lane, links, words))];
}

function linkPath({ points }: Link): string {
  const [first, ...rest] = points;
  const last = points.at(-1);
  if (!first || !last) return "";
  const path = `M${first.x} ${first.y}${rest.map(({ x, y }) => `L${x} ${y}`).join("")}`;
  return `<path class="link" d="${path}"/><g class="joined"><circle class="solid" cx="${last.x}" cy="${last.y}" r="4"/></g>`;
}
