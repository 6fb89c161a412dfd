import type { Container } from "../../model/container.ts";
import { type LearnedTmpfs, triedHere } from "../../model/learned.ts";
import { is } from "../../model/setting.ts";
import { isCapabilitySet } from "../../walls/capabilities.ts";
import { type ReadWall, readWalls } from "../../walls/index.ts";
import { isOpening } from "../../walls/opening.ts";
import type { Surroundings, WallGroup, WallState } from "../../walls/wall.ts";
import { code } from "./card.ts";

/** What the engine would make of a container, as a Markdown table: how its walls stand, a group of them in a line. */
export function serviceSummary(container: Container, surroundings: Surroundings): string {
  const warning = is(container.privileged, true) ? ` · ${WARNING}privileged` : "";
  const head = `**${cell(inert(container.name))}** · what its container is like${warning}`;
  if (container.windows) return `${head}\n\nA Windows container: it has none of the Linux walls.`;
  const walls = readWalls(container, surroundings);
  const rows = GROUPS.map(([group, title]) => {
    const words = groupWords(walls.filter(({ wall }) => wall.group === group));
    return `| ${title} | ${cell(words)} |`;
  });
  const trials = trialWords(container);
  return [head, "", "| | |", "|:--|:--|", ...rows, ...(trials === undefined ? [] : ["", trials])].join("\n");
}

/** What the project found out by running copies of it. */
function trialWords({ trials }: Container): string | undefined {
  if (trials === undefined) return undefined;
  const { learned, stale } = trials;
  if (stale !== undefined) return `**Tried here on ${learned.on.date}**, which no longer counts: ${inert(stale)}.`;
  const { capabilities: held, user, readOnly, noNewPrivileges } = learned;
  const words = [
    held && (held.enough.length === 0 ? "no capability needed" : `${held.enough.join(", ")} enough`),
    ...Object.entries(held?.without ?? {}).map(([name, { at, said }]) => `without ${name} at ${at}: ${code(said)}`),
    noNewPrivileges && (noNewPrivileges.works ? "works with no-new-privileges" : "needs new privileges"),
    user && (user.works ? `works as user ${user.as}` : `works as no other user: ${code(user.said)}`),
    readOnly && (readOnly.works ? readOnlyWords(readOnly.tmpfs) : `not read-only: ${code(readOnly.said)}`),
  ];
  const listed = words.flatMap((word) => (word === null ? [] : [`- ${word}`]));
  const open = learned.notLearned.map((one) => `- not shown: ${inert(one)}`);
  return [`**${triedHere(learned).replace(/^t/, "T")}**`, "", ...listed, ...open].join("\n");
}

function readOnlyWords(tmpfs: readonly LearnedTmpfs[]): string {
  return tmpfs.length === 0
    ? "works read-only"
    : `works read-only with a tmpfs at ${tmpfs.map(({ path }) => code(path)).join(", ")}`;
}

const GROUPS: readonly (readonly [WallGroup, string])[] = [
  ["process", "Process"],
  ["capabilities", "Capabilities"],
  ["kernel", "Kernel"],
  ["namespaces", "Namespaces"],
  ["files", "Files"],
  ["network", "Network"],
  ["limits", "Limits"],
];

/** Marks what a line opens. */
const WARNING = "⚠ ";

function groupWords(walls: readonly ReadWall[]): string {
  const states = walls.flatMap((wall) => wall.states);
  const [first, ...others] = states;
  if (first?.standing === "unknown" && others.every(({ text }) => text === first.text)) return unknownWords(first);
  const shape = walls[0]?.wall.shape;
  if (shape === "set") return states.map(setWords).join("");
  return shape === "namespace" ? namespaceWords(states) : walls.flatMap(wallWords).join(" · ");
}

/** With the masks, as /proc/PID/status has them. */
function setWords(state: WallState): string {
  const words = `${mark(state)}${inert(state.word)}`;
  if (!isCapabilitySet(state)) return words;
  const { bounding, effective } = state;
  const own = effective === undefined ? "unknown" : effective === bounding ? "the same" : code(effective);
  return `${words}; CapBnd ${code(bounding)}, CapEff ${own}`;
}

/** The container's own namespaces are not listed: what differs from them is what a reader looks for. */
function namespaceWords(states: readonly WallState[]): string {
  const shared = states.filter(({ standing }) => standing !== "closed" && standing !== "unknown");
  const unknown = states.filter(({ standing }) => standing === "unknown");
  const others = unknown.length === states.length - shared.length ? "unknown" : "its own";
  const listed = others === "unknown" ? shared : [...shared, ...unknown];
  return listed.length === 0 ? `all ${others}` : `${listed.map(stateWords).join(" · ")} · the others ${others}`;
}

function wallWords({ states }: ReadWall): readonly string[] {
  const more = states.length - MOST_ENTRIES;
  return [...states.slice(0, MOST_ENTRIES).map(stateWords), ...(more > 0 ? [`and ${more} more`] : [])];
}

/** Of mounts, devices or ports. */
const MOST_ENTRIES = 4;

function stateWords(state: WallState): string {
  return `${nameWords(state)}: ${state.standing === "unknown" ? unknownWords(state) : `${mark(state)}${inert(state.word)}`}`;
}

/** Paths and addresses are words of the file, and are shown as such. */
function nameWords(state: WallState): string {
  if (!isOpening(state)) return inert(state.label);
  const { label, target } = state;
  return target === "" || target === label ? code(label) : `${code(label)} → ${code(target)}`;
}

function mark({ standing }: WallState): string {
  return standing === "opened" ? WARNING : "";
}

function unknownWords({ text }: WallState): string {
  return inert(text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, ""));
}

/**
 * Words of ours and names of Compose's own form are text; whatever else stands in a file could be Markdown, a link say, and is shown as it is written.
 * Addresses are links even without any sign of Markdown: https://github.github.com/gfm/#autolinks-extension-
 */
function inert(text: string): string {
  const isPlain = text.length <= LONGEST_PLAIN && /^[\w.${}() /:;,'→-]*$/.test(text) && !/www\.|:\/\//i.test(text);
  return isPlain ? text : code(text);
}

/** In UTF-16 code units. */
const LONGEST_PLAIN = 400;

/** A pipe would end the cell. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
