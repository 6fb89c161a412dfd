/** The script of the isolation map's page: shows what the extension sends, and tells it what is chosen. Runs in a webview. */
import type { FromPage, ToPage, WantedView } from "../map-messages.ts";
import { arrowTarget, holdFocus, type PartName, partNamed, partNameOf } from "./map-focus.ts";
import { Zoom } from "./map-zoom.ts";

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: State): void;
};

/** What the page remembers while it is hidden. */
interface State extends WantedView {
  readonly table: boolean;
  readonly legend: boolean;
}

const editor = acquireVsCodeApi();
const picture = element("picture");
const table = element("table");
const legend = element("legend");
const explanation = element("explanation");
const note = element("note");
const filter = element("filter") as HTMLInputElement;
const buttons = { picture: element("show-picture"), table: element("show-table"), legend: element("show-legend") };
const style = new CSSStyleSheet();
const zoom = new Zoom(picture, element("fit"));
let state: State = { query: "", flipped: [], table: false, legend: false, ...(editor.getState() as Partial<State>) };
let shown = -1;
/** What was pressed on which drawing, until the button is let go. */
let pressed: { readonly map: number; readonly choice: Choice } | undefined;
/** The line that was asked for last, and by which drawing. */
let revealed: { readonly map: number; readonly part: PartName } | undefined;

document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
filter.value = state.query;
filter.addEventListener("input", () => soon(() => ask({ query: filter.value })));
buttons.picture.addEventListener("click", () => keep({ table: false }));
buttons.table.addEventListener("click", () => keep({ table: true }));
buttons.legend.addEventListener("click", () => keep({ legend: !state.legend }));
element("fold").addEventListener("click", () => ask({ unfolded: false, flipped: [] }));
element("unfold").addEventListener("click", () => ask({ unfolded: true, flipped: [] }));
element("smaller").addEventListener("click", () => zoom.step(-1));
element("larger").addEventListener("click", () => zoom.step(1));
element("fit").addEventListener("click", () => zoom.fit());
element("export").addEventListener("click", () => editor.postMessage({ type: "export" }));
for (const view of [picture, table]) {
  view.addEventListener("click", ({ target }) => choose(target));
  view.addEventListener("pointerdown", ({ target }) => press(target));
  view.addEventListener("pointerup", () => letGo());
  view.addEventListener("focusin", ({ target }) => explain(target));
  view.addEventListener("mouseover", ({ target }) => explain(target));
}
picture.addEventListener("keydown", onKey);
window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => receive(data));
keep({});
followWidth();
editor.postMessage({ type: "ready", width: widthNow(), view: state });

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element "${id}".`);
  return found;
}

/** Shows and remembers what the page alone decides. */
function keep(change: Partial<State>): void {
  state = { ...state, ...change };
  picture.hidden = state.table;
  table.hidden = !state.table;
  legend.hidden = !state.legend;
  buttons.picture.setAttribute("aria-pressed", String(!state.table));
  buttons.table.setAttribute("aria-pressed", String(state.table));
  buttons.legend.setAttribute("aria-pressed", String(state.legend));
  editor.setState(state);
  zoom.apply();
}

/** Asks for another view of the map. */
function ask(change: Partial<WantedView>): void {
  keep(change);
  editor.postMessage({ type: "view", view: state });
}

/** How long to wait for typing to pause, in milliseconds. */
const PAUSE = 150;
let timer: number | undefined;

function soon(work: () => void): void {
  clearTimeout(timer);
  timer = setTimeout(work, PAUSE);
}

function receive(message: ToPage): void {
  if (message.type === "note") {
    note.textContent = message.text;
    return;
  }
  if (message.type === "cursor") {
    followCursor(message.card, message.places);
    return;
  }
  if (message.type === "again") {
    if (revealed?.map === message.map) reveal(revealed.part);
    return;
  }
  const before = spokenParts();
  const focused = holdFocus([picture, table]);
  style.replaceSync(message.style);
  // The markup is the server's own, with every text of a file escaped; no script of it could run under the page's policy.
  picture.innerHTML = message.svg;
  table.innerHTML = message.table;
  legend.innerHTML = message.legend;
  note.textContent = "";
  shown = message.map;
  zoom.apply();
  focused();
  if (before.size > 0) markChanges(before);
  editor.postMessage({ type: "drawn", map: shown });
}

/** Marks where the editor's cursor is, and brings it into sight where the page itself has not the focus. */
function followCursor(card: number | undefined, places: readonly number[]): void {
  for (const marked of document.querySelectorAll(".here")) marked.classList.remove("here");
  const own = card === undefined ? null : picture.querySelector(`[data-card="${card}"]`);
  own?.classList.add("here");
  const view = state.table ? table : picture;
  const parts = places.flatMap((place) => [...view.querySelectorAll(`[data-at="${place}"]`)]);
  for (const part of parts) (part.closest("tr") ?? part).classList.add("here");
  if (document.hasFocus()) return;
  const target = parts.find((part) => own === null || own.contains(part) || state.table) ?? own;
  target?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** What each part of the picture says, by its key. */
function spokenParts(): ReadonlyMap<string, string> {
  const parts = [...picture.querySelectorAll("[data-part]")];
  return new Map(parts.map((part) => [part.getAttribute("data-part") ?? "", part.getAttribute("aria-label") ?? ""]));
}

/** How long a part is marked that says something new, in milliseconds. */
const MARKED = 1500;

/** Of parts that were there before: what is unfolded or found is not new. */
function markChanges(before: ReadonlyMap<string, string>): void {
  for (const part of picture.querySelectorAll("[data-part]")) {
    const said = before.get(part.getAttribute("data-part") ?? "");
    if (said === undefined || said === part.getAttribute("aria-label")) continue;
    part.classList.add("changed");
    setTimeout(() => part.classList.remove("changed"), MARKED);
  }
}

/** What a click asks for. It names containers, so that it can be done on the drawing that has followed since. */
type Choice =
  | { readonly do: "fold" | "go"; readonly container: string }
  | { readonly do: "reveal"; readonly part: PartName };

function choiceOf(target: EventTarget | null): Choice | undefined {
  if (!(target instanceof Element)) return undefined;
  const goto = target.closest("[data-goto]")?.getAttribute("data-goto");
  const card = target.closest("[data-fold]")
    ? target.closest("[data-card]")
    : goto && picture.querySelector(`[data-card="${goto}"]`);
  const container = card ? card.getAttribute("data-name") : undefined;
  if (typeof container === "string") return { do: goto ? "go" : "fold", container };
  const part = goto || !target.closest("[data-at]") ? undefined : partNameOf(target);
  return part && { do: "reveal", part };
}

function choose(target: EventTarget | null): void {
  const choice = choiceOf(target);
  if (choice && !zoom.wasDragged()) perform(choice);
}

function perform(choice: Choice): void {
  if (choice.do === "reveal") reveal(choice.part);
  else if (choice.do === "fold") fold(choice.container);
  else goTo(choice.container);
}

function press(target: EventTarget | null): void {
  const choice = choiceOf(target);
  pressed = choice && { map: shown, choice };
}

/** No click follows where what was pressed has gone with its drawing, so that it is done here. */
function letGo(): void {
  if (pressed !== undefined && pressed.map !== shown && !zoom.wasDragged()) perform(pressed.choice);
  pressed = undefined;
}

/** Folds the container that a part belongs to, or unfolds it. */
function foldAround(part: Element): void {
  const container = part.closest("[data-card]")?.getAttribute("data-name");
  if (typeof container === "string") fold(container);
}

/** Folds a container, or unfolds it. */
function fold(container: string): void {
  const { flipped } = state;
  ask({
    flipped: flipped.includes(container) ? flipped.filter((one) => one !== container) : [...flipped, container],
  });
}

function goTo(container: string): void {
  const card = picture.querySelector(`[data-card][data-name="${CSS.escape(container)}"]`);
  card?.querySelector<SVGElement>('[data-part$="/container"]')?.focus({ preventScroll: true });
  card?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** Asks for the line that decides a part; the extension says so where it has sent another drawing meanwhile, and the part is looked for in that. */
function reveal(part: PartName): void {
  const found = partNamed(state.table ? table : picture, part);
  const at = (found?.querySelector("[data-at]") ?? found)?.getAttribute("data-at");
  if (!at) return;
  revealed = { map: shown, part };
  editor.postMessage({ type: "reveal", map: shown, at: Number(at) });
}

/** The line at the foot says what the part under the mouse or the focus means. A screen reader reads the part's own name instead. */
function explain(target: EventTarget | null): void {
  const part = target instanceof Element ? target.closest("g[data-part]") : null;
  if (part) explanation.textContent = part.getAttribute("aria-label");
}

function onKey(event: KeyboardEvent): void {
  const { target, key } = event;
  if (!(target instanceof SVGElement) || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = keyAction(target, key);
  if (!act) return;
  event.preventDefault();
  act();
}

function keyAction(target: SVGElement, key: string): (() => void) | undefined {
  if (key === "Enter" || key === " ") return () => choose(target);
  if (key === "f" || key === "F") return () => foldAround(target);
  if (key === "+" || key === "=") return () => zoom.step(1);
  if (key === "-") return () => zoom.step(-1);
  if (key === "0") return () => zoom.fit();
  const next = arrowTarget(picture, target, key);
  if (!next) return undefined;
  return () => {
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
}

/** The extension asks for a picture of the new width when the panel has found its size. */
function followWidth(): void {
  let width = widthNow();
  let resized: number | undefined;
  new ResizeObserver(() => {
    zoom.apply();
    if (widthNow() === width) return;
    width = widthNow();
    clearTimeout(resized);
    resized = setTimeout(() => editor.postMessage({ type: "resized", width, view: state }), PAUSE);
  }).observe(document.documentElement);
}

function widthNow(): number {
  return document.documentElement.clientWidth;
}
