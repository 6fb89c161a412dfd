/** The script of the isolation map's page: shows what the extension sends, and tells it what is chosen. Runs in a webview. */
import type { FromPage, ToPage } from "../map-messages.ts";
import { arrowTarget, holdFocus } from "./map-focus.ts";

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: unknown): void;
};

type View = "picture" | "table";

const editor = acquireVsCodeApi();
const picture = element("picture");
const table = element("table");
const explanation = element("explanation");
const note = element("note");
const buttons = { picture: element("show-picture"), table: element("show-table") };
const style = new CSSStyleSheet();
let shown = -1;

document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
buttons.picture.addEventListener("click", () => choose("picture"));
buttons.table.addEventListener("click", () => choose("table"));
element("export").addEventListener("click", () => editor.postMessage({ type: "export" }));
for (const view of [picture, table]) {
  view.addEventListener("click", ({ target }) => reveal(target));
  view.addEventListener("focusin", ({ target }) => explain(target));
  view.addEventListener("mouseover", ({ target }) => explain(target));
}
picture.addEventListener("keydown", onKey);
window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => receive(data));
choose(editor.getState() === "table" ? "table" : "picture");
followWidth();
editor.postMessage({ type: "ready", width: document.documentElement.clientWidth });

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element "${id}".`);
  return found;
}

function receive(message: ToPage): void {
  if (message.type === "note") {
    note.textContent = message.text;
    return;
  }
  const before = spokenParts();
  const focused = holdFocus([picture, table]);
  style.replaceSync(message.style);
  // The markup is the server's own, with every text of a file escaped; no script of it could run under the page's policy.
  picture.innerHTML = message.svg;
  table.innerHTML = message.table;
  note.textContent = "";
  shown = message.map;
  focused();
  if (before.size > 0) markChanges(before);
}

/** What each part of the picture says, by its key. */
function spokenParts(): ReadonlyMap<string, string> {
  const parts = [...picture.querySelectorAll("[data-part]")];
  return new Map(parts.map((part) => [part.getAttribute("data-part") ?? "", part.getAttribute("aria-label") ?? ""]));
}

/** How long a part is marked that says something new, in milliseconds. */
const MARKED = 1500;

function markChanges(before: ReadonlyMap<string, string>): void {
  for (const part of picture.querySelectorAll("[data-part]")) {
    if (before.get(part.getAttribute("data-part") ?? "") === part.getAttribute("aria-label")) continue;
    part.classList.add("changed");
    setTimeout(() => part.classList.remove("changed"), MARKED);
  }
}

function choose(view: View): void {
  picture.hidden = view !== "picture";
  table.hidden = view !== "table";
  buttons.picture.setAttribute("aria-pressed", String(view === "picture"));
  buttons.table.setAttribute("aria-pressed", String(view === "table"));
  editor.setState(view);
}

function reveal(target: EventTarget | null): void {
  const at = target instanceof Element ? target.closest("[data-at]")?.getAttribute("data-at") : undefined;
  if (at) editor.postMessage({ type: "reveal", map: shown, at: Number(at) });
}

/** The line at the foot says what the part under the mouse or the focus means. A screen reader reads the part's own name instead. */
function explain(target: EventTarget | null): void {
  const part = target instanceof Element ? target.closest("g[data-part]") : null;
  if (part) explanation.textContent = part.getAttribute("aria-label");
}

function onKey(event: KeyboardEvent): void {
  const { target, key } = event;
  if (!(target instanceof SVGElement)) return;
  if (key === "Enter" || key === " ") {
    event.preventDefault();
    reveal(target);
    return;
  }
  const next = arrowTarget(picture, target, key);
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** The extension asks for a picture of the new width when the panel has found its size. */
function followWidth(): void {
  let width = document.documentElement.clientWidth;
  let timer: number | undefined;
  new ResizeObserver(() => {
    if (document.documentElement.clientWidth === width) return;
    width = document.documentElement.clientWidth;
    clearTimeout(timer);
    timer = setTimeout(() => editor.postMessage({ type: "resized", width }), 150);
  }).observe(document.documentElement);
}
