import { attributes, escaped } from "../text/markup.ts";
import type { Words } from "../text/words.ts";
import { LANE_HEIGHT, LANE_LABEL, type LaneBox, type Pill } from "./layout.ts";
import { type MapLinks, partGroup } from "./part-group.ts";
import { shortened } from "./shortened.ts";

/** What stands in the place of a container's index in the key of a lane's part. */
export const LANES = "lanes";

/** A lane: what it is, and a line through its containers. An arrow leads from whoever reaches something to what it is reached through. */
export function laneGroup(box: LaneBox, links: MapLinks | undefined, { say }: Words): string {
  const { lane, pills, x, y, width, height, more, end } = box;
  const { part } = lane;
  const label = shortened(part.label, 14, "proportional");
  const word = shortened(part.word, 11, "proportional");
  const title = `<text class="strong" x="${x}" y="${y + 16}">${escaped(label)} <tspan class="dim">${escaped(word)}</tspan></text>`;
  const rest =
    more === 0
      ? ""
      : `<text class="dim" x="${end.x}" y="${end.y}">${escaped(say("and {0} more", String(more)))}</text>`;
  const area = { x: x - 6, y, width: LANE_LABEL - 6, height: LANE_HEIGHT };
  const head = partGroup(part, LANES, { area, markup: title, words: [label, word] }, links);
  const drawn = pills.map((pill, index) => pillMarkup(pill, pills[index - 1], lane.kind, links));
  const line = `<path class="rule" d="M${x} ${y + height + 2}H${x + width}"/>`;
  return `<g class="lane ${part.standing}">${head}<g aria-hidden="${links ? "true" : "false"}">${drawn.join("")}${rest}</g>${line}</g>`;
}

function pillMarkup(
  pill: Pill,
  before: Pill | undefined,
  kind: LaneBox["lane"]["kind"],
  links: MapLinks | undefined,
): string {
  const { x, y, width, height, text, index, link } = pill;
  const goto = links ? { "data-goto": index } : {};
  const words = `<text class="middle" x="${x + width / 2}" y="${y + 14}">${escaped(text)}</text>`;
  const chip = `<g class="pill"${attributes(goto)}><rect class="chip pill-back"${attributes({ x, y, width, height, rx: 10 })}/>${words}</g>`;
  return before === undefined ? chip : lineTo(pill, before, kind, link) + chip;
}

/** From the pill before to this one, in the same row; a row that goes on below begins without. */
function lineTo({ x, y }: Pill, before: Pill, kind: LaneBox["lane"]["kind"], link: string): string {
  const start = before.x + before.width;
  if (before.y !== y) return "";
  const middle = y + 10;
  const isReach = kind !== "network" && kind !== "host";
  const head = isReach ? `M${start + 6} ${middle - 4}L${start + 1} ${middle}L${start + 6} ${middle + 4}` : "";
  if (link === "") return `<path class="line" d="M${start} ${middle}H${x}${head}"/>`;
  const text = `<text class="small dim middle" x="${(start + x) / 2 + 3}" y="${y + 13.5}">${escaped(link)}</text>`;
  return `<path class="line" d="M${start} ${middle}h12M${x - 7} ${middle}H${x}${head}"/>${text}`;
}
