import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import type { FromPage, ToPage, WantedView } from "../../client/map-messages.ts";
import { MAP_PAGE_WORDS, mapPage } from "../../client/map-page.ts";
import { ROOT } from "../../scripts/build.ts";
import type { Counts } from "../../scripts/counts.ts";
import { DEFAULT_ENGINE } from "../../server/analysis/facts/engine.ts";
import { columnsFor } from "../../server/analysis/map/layout.ts";
import type { MapModel } from "../../server/analysis/map/model.ts";
import { MAP_STYLE } from "../../server/analysis/map/style.ts";
import { legendSvg, mapSvg } from "../../server/analysis/map/svg.ts";
import { mapTable } from "../../server/analysis/map/table.ts";
import { shownOf } from "../../server/analysis/map/view.ts";
import { exampleMap, mapFrom } from "../analysis/map/model.ts";
import { obeysAxe } from "./axe.ts";
import { fence } from "./chromium.ts";
import type { Bench } from "./hosts.ts";
import { type StaticServer, serveStatic } from "./static-server.ts";
import { pictureForWalkthrough, until } from "./steps.ts";
import { THEMES, type Theme } from "./themes.ts";

/**
 * The isolation map's page by itself in Chromium, under its own policy and the colours of each kind of theme: axe finds nothing, the keyboard alone
 * reaches everything, and a drawing that follows leaves the focus where it was. Pictures of the map go to `images`.
 */
export async function throughMapPage({ context }: Bench, images: string): Promise<Counts> {
  await mkdir(images, { recursive: true });
  const server = await serveStatic(
    new Map([["client", path.join(ROOT, "dist", "client")]]),
    new Map([["/", mapPage("/client/map-page.js", "nonce", MAP_PAGE_WORDS)]]),
  );
  await fence(context, [server.address]);
  const steps: readonly (readonly [string, () => Promise<void>])[] = [
    ...THEMES.map((theme) => [`axe finds nothing: ${theme.name}`, () => isAccessible(context, server, theme)] as const),
    ["the keyboard reaches every part", () => isReachedByKeys(context, server)],
    ["the table is reached by keys too", () => tableIsReachedByKeys(context, server)],
    ["a drawing that follows keeps the focus", () => keepsFocus(context, server)],
    ["what is chosen while the map is drawn anew is done on the new map", () => choosesOnNew(context, server)],
    ["a container folds and unfolds by key and by mouse", () => folds(context, server)],
    ["the filter asks for what is typed", () => filters(context, server)],
    ["the picture fits, and grows and shrinks", () => zooms(context, server)],
    ["the focus is never hidden, on a small page", () => focusIsSeen(context, server)],
    ["the cursor of the editor is followed", () => followsCursor(context, server)],
    ["the table is as wide as half a small window", () => tableIsNarrow(context, server)],
    ["a hundred services are a few screens, worst first", () => hundredAreShort(context, server)],
    ["pictures are taken", () => takePictures(context, server, images)],
  ];
  try {
    return await count(steps);
  } finally {
    server.stop();
  }
}

async function count(steps: readonly (readonly [string, () => Promise<void>])[]): Promise<Counts> {
  let failed = 0;
  for (const [name, take] of steps) {
    try {
      await take();
      console.log(`  ok     ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`  FAILED ${name}\n`, error);
    }
  }
  return { passed: steps.length - failed, failed };
}

const MODEL = exampleMap("shop");

/** What is shown of a map whose folding nobody has changed. */
const USUAL: WantedView = { query: "", flipped: [] };
const UNFOLDED: WantedView = { ...USUAL, unfolded: true };

const LINKS = {
  key: ({ start }: { readonly start: number }) => String(start),
  name: ({ start }: { readonly start: number }) => `compose.yaml:${start}`,
};

function drawing(map: number, width: number, wanted: WantedView, model: MapModel): ToPage {
  const view = { ...wanted, flipped: new Set(wanted.flipped) };
  const svg = mapSvg(model, { columns: columnsFor(width), width, styled: false, links: LINKS, view });
  const table = mapTable(model, LINKS, view);
  return { type: "map", map, svg, table, style: MAP_STYLE, legend: legendSvg(width) };
}

/** The containers in the order in which they are shown. */
function order(view: WantedView, model = MODEL): readonly number[] {
  return shownOf(model, { ...view, flipped: new Set(view.flipped) }).map(({ index }) => index);
}

/** The page as VS Code would show it, with a map. What it complains of on the console is an error. */
async function open(
  context: BrowserContext,
  { address }: StaticServer,
  { colours, dark }: Theme,
  view = UNFOLDED,
  model = MODEL,
): Promise<Page> {
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") throw new Error(message.text());
  });
  await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
  await page.addInitScript(() => {
    const sent: FromPage[] = [];
    const api = { postMessage: (message: FromPage) => sent.push(message), getState: () => undefined, setState() {} };
    Object.assign(window, { acquireVsCodeApi: () => api, sent });
  });
  await page.goto(address);
  await page.evaluate((values) => {
    for (const [name, value] of Object.entries(values)) document.documentElement.style.setProperty(name, value);
  }, colours);
  await draw(page, 1, view, model);
  return page;
}

async function draw(page: Page, map: number, view = UNFOLDED, model = MODEL): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.clientWidth);
  await page.evaluate((message) => window.postMessage(message, "*"), drawing(map, width, view, model));
  await page.waitForFunction(
    (wanted) => (Reflect.get(window, "sent") as FromPage[]).some((one) => one.type === "drawn" && one.map === wanted),
    map,
  );
}

/** Draws what the page has asked for last. */
async function drawAsked(page: Page, map: number, model = MODEL): Promise<WantedView> {
  const asked = (await sentBy(page)).findLast((one) => one.type === "view");
  if (asked?.type !== "view") throw new Error("the page asked for nothing");
  await draw(page, map, asked.view, model);
  return asked.view;
}

async function sentBy(page: Page): Promise<readonly FromPage[]> {
  return page.evaluate(() => Reflect.get(window, "sent"));
}

async function isAccessible(context: BrowserContext, server: StaticServer, theme: Theme): Promise<void> {
  const page = await open(context, server, theme);
  await page.getByRole("button", { name: "Legend", exact: true }).click();
  for (const view of ["Picture", "Table", "Folded"]) {
    if (view === "Folded") await draw(page, 2, { ...USUAL, unfolded: false });
    await page.getByRole("button", { name: view === "Folded" ? "Picture" : view, exact: true }).click();
    await obeysAxe(page, "html");
  }
  await page.close();
}

/** What the tabulator reaches before the map. */
const HEAD = [
  "filter",
  "show-picture",
  "show-table",
  "fold",
  "unfold",
  "smaller",
  "larger",
  "fit",
  "show-legend",
  "export",
];

async function isReachedByKeys(context: BrowserContext, server: StaticServer): Promise<void> {
  const page = await open(context, server, THEMES[0]);
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute("data-part") ?? document.activeElement?.id);
  for (const button of HEAD) {
    await page.keyboard.press("Tab");
    equal(await focused(), button);
  }
  const heads = [
    ...MODEL.lanes.map(({ part }) => `lanes/${part.id}`),
    ...order(UNFOLDED).map((one) => `${one}/container`),
  ];
  for (const head of heads) {
    await page.keyboard.press("Tab");
    equal(await focused(), head);
  }
  await page.keyboard.press("Home");
  const all = await page.$$eval("g[data-part]", (parts) => parts.map((part) => part.getAttribute("data-part")));
  for (const part of all) {
    equal(await focused(), part);
    await page.keyboard.press("ArrowRight");
  }
  await page.keyboard.press("ArrowUp");
  equal(await focused(), heads.at(-2));
  await page.keyboard.press("Enter");
  const at = await page.evaluate(() => Number(document.activeElement?.getAttribute("data-at")));
  equal(JSON.stringify((await sentBy(page)).at(-1)), JSON.stringify({ type: "reveal", map: 1, at }));
  equal(await page.locator("#explanation").textContent(), await page.evaluate(() => document.activeElement?.ariaLabel));
  await page.close();
}

async function tableIsReachedByKeys(context: BrowserContext, server: StaticServer): Promise<void> {
  const page = await open(context, server, THEMES[0]);
  for (const button of HEAD) {
    await page.keyboard.press("Tab");
    if (button === "show-table") await page.keyboard.press("Enter");
  }
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const [last] = (await sentBy(page)).slice(-1);
  equal(last?.type, "reveal");
  equal(await page.locator("#picture").isHidden(), true);
  await page.close();
}

async function keepsFocus(context: BrowserContext, server: StaticServer): Promise<void> {
  const page = await open(context, server, THEMES[0]);
  await page.locator('g[data-part="2/capabilities.SYS_ADMIN"]').focus();
  await page.evaluate(() => document.querySelector('g[data-part="2/user"]')?.setAttribute("aria-label", "as before"));
  // The mark goes after some seconds, which a slow machine may need until it is looked for.
  await page.evaluate(() => {
    const seen: (string | null)[] = [];
    Object.assign(window, { seen });
    new MutationObserver((changes) => {
      for (const { target } of changes)
        if (target instanceof Element && target.classList.contains("changed"))
          seen.push(target.getAttribute("data-part"));
    }).observe(document.getElementById("picture") ?? document, { subtree: true, attributeFilter: ["class"] });
  });
  await draw(page, 2);
  await page.waitForFunction(() => Reflect.get(window, "seen").length > 0);
  equal(JSON.stringify(await page.evaluate(() => Reflect.get(window, "seen"))), JSON.stringify(["2/user"]));
  equal(await page.evaluate(() => document.activeElement?.getAttribute("data-part")), "2/capabilities.SYS_ADMIN");
  await page.locator('g[data-part="2/user"]').click();
  const last = (await sentBy(page)).at(-1);
  equal(last?.type === "reveal" ? last.map : undefined, 2);
  await page.close();
}

/** A service was put above another one, so that the place on the map of whatever is pressed is another's now. */
async function choosesOnNew(context: BrowserContext, server: StaticServer): Promise<void> {
  const service = (name: string) => `  ${name}:\n    image: acme/${name}:1\n    user: "1000"\n`;
  const of = (...names: readonly string[]) =>
    mapFrom({ "compose.yaml": `services:\n${names.map(service).join("")}` }, DEFAULT_ENGINE);
  const model = await of("web", "db");
  const longer = await of("new", "web", "db");
  const page = await open(context, server, THEMES[0], UNFOLDED, model);
  const user = page.locator('[data-name="db"] [data-part$="/user"]').first();
  const place = () => user.getAttribute("data-at").then(Number);
  const last = async () => JSON.stringify((await sentBy(page)).findLast(({ type }) => type === "reveal"));
  // The extension has sent another map by the time it hears of the click.
  await user.click();
  equal(await last(), JSON.stringify({ type: "reveal", map: 1, at: await place() }));
  await draw(page, 2, UNFOLDED, longer);
  equal(await page.evaluate(() => document.activeElement?.closest("[data-name]")?.getAttribute("data-name")), "db");
  await page.evaluate(() => window.postMessage({ type: "again", map: 1 }, "*"));
  await page.waitForFunction(() =>
    (Reflect.get(window, "sent") as FromPage[]).some((one) => one.type === "reveal" && one.map === 2),
  );
  equal(await last(), JSON.stringify({ type: "reveal", map: 2, at: await place() }));
  // The page itself draws between the press of the button and its release.
  await user.hover();
  await page.mouse.down();
  await draw(page, 3, UNFOLDED, model);
  await page.mouse.up();
  equal(await last(), JSON.stringify({ type: "reveal", map: 3, at: await place() }));
  await page.locator('[data-card][data-name="db"] [data-fold]').hover();
  await page.mouse.down();
  await draw(page, 4, UNFOLDED, longer);
  await page.mouse.up();
  equal(JSON.stringify((await drawAsked(page, 5, longer)).flipped), JSON.stringify(["db"]));
  // What has gone is looked for in vain.
  const before = (await sentBy(page)).length;
  await page.locator('[data-name="new"] [data-part$="/user"]').first().hover();
  await page.mouse.down();
  await draw(page, 6, UNFOLDED, model);
  await page.mouse.up();
  equal(
    (await sentBy(page)).slice(before).some(({ type }) => type === "reveal"),
    false,
  );
  await page.close();
}

async function folds(context: BrowserContext, server: StaticServer): Promise<void> {
  const page = await open(context, server, THEMES[0]);
  const [worst = -1, next = -1] = order(UNFOLDED);
  const name = MODEL.containers[worst]?.name ?? "";
  await page.locator(`g[data-part="${worst}/user"]`).focus();
  await page.keyboard.press("f");
  equal(JSON.stringify((await drawAsked(page, 2)).flipped), JSON.stringify([name]));
  equal(await page.locator(`[data-card="${worst}"]`).getAttribute("data-folded"), "true");
  equal(await page.evaluate(() => document.activeElement?.getAttribute("data-part")), `${worst}/container`);
  await page.locator(`[data-card="${worst}"] [data-fold]`).click();
  equal(JSON.stringify((await drawAsked(page, 3)).flipped), "[]");
  equal(await page.locator(`[data-card="${worst}"]`).getAttribute("data-folded"), "false");
  await page.getByRole("button", { name: "Fold All", exact: true }).click();
  await drawAsked(page, 4);
  equal(await page.locator('[data-folded="false"]').count(), 0);
  await page.locator(`[data-goto="${next}"]`).first().click();
  equal(await page.evaluate(() => document.activeElement?.getAttribute("data-part")), `${next}/container`);
  await page.close();
}

async function filters(context: BrowserContext, server: StaticServer): Promise<void> {
  const page = await open(context, server, THEMES[0]);
  await page.locator("#filter").fill("docker.sock");
  await page.waitForFunction(() => (Reflect.get(window, "sent") as FromPage[]).some(({ type }) => type === "view"));
  equal((await drawAsked(page, 2)).query, "docker.sock");
  equal(await page.locator("[data-card]").count(), order({ ...USUAL, query: "docker.sock" }).length);
  equal(await page.locator("#table caption").count(), 1 + (await page.locator("[data-card]").count()));
  await page.close();
}

async function zooms(context: BrowserContext, server: StaticServer): Promise<void> {
  const page = await open(context, server, THEMES[0]);
  const sizes = () =>
    page.evaluate(() => {
      const view = document.getElementById("picture");
      const svg = view?.querySelector("svg");
      return {
        view: [view?.clientWidth ?? 0, view?.clientHeight ?? 0],
        svg: [svg?.clientWidth ?? 0, svg?.clientHeight ?? 0],
      };
    });
  const { view, svg } = await sizes();
  if ((svg[0] ?? 0) > (view[0] ?? 0)) throw new Error("the picture is wider than the page at first");
  await page.getByRole("button", { name: "Larger" }).click();
  if ((await sizes()).svg.some((size, at) => size <= (svg[at] ?? 0))) throw new Error("the picture does not grow");
  await page.locator("#picture g[data-part]").first().focus();
  await page.keyboard.press("0");
  const fitted = await sizes();
  if (fitted.svg.some((size, at) => size > (fitted.view[at] ?? 0))) throw new Error("not all of the picture fits");
  equal(await page.locator("#fit").getAttribute("aria-pressed"), "true");
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  const box = await page.locator("#picture").boundingBox();
  if (!box) throw new Error("the picture is not seen");
  const before = (await sentBy(page)).length;
  await page.mouse.move(box.x + 200, box.y + 200);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + 100, { steps: 4 });
  await page.mouse.up();
  await page.waitForFunction(() => (document.getElementById("picture")?.scrollTop ?? 0) >= 50);
  equal((await sentBy(page)).length, before);
  await page.close();
}

async function focusIsSeen(context: BrowserContext, server: StaticServer): Promise<void> {
  const page = await open(context, server, THEMES[0]);
  await page.setViewportSize({ width: 640, height: 420 });
  await draw(page, 2);
  const hidden = () =>
    page.evaluate(() => {
      const own = document.activeElement?.getBoundingClientRect();
      const view = document.getElementById("picture")?.getBoundingClientRect();
      if (!own || !view) return "nothing has the focus";
      const isSeen =
        own.top >= view.top - 1 && own.top < view.bottom && Math.min(own.bottom, own.top + 20) <= view.bottom + 1;
      return isSeen
        ? undefined
        : `${document.activeElement?.getAttribute("data-part")} at ${own.top} of ${view.top} to ${view.bottom}`;
    });
  await page.locator("#picture g[data-part]").first().focus();
  const count = await page.locator("#picture g[data-part]").count();
  for (let part = 1; part < count; part++) {
    await page.keyboard.press("ArrowRight");
    await until(hidden, (one) => one === undefined, "a part has the focus out of sight");
  }
  await page.close();
}

async function followsCursor(context: BrowserContext, server: StaticServer): Promise<void> {
  const page = await open(context, server, THEMES[0]);
  await page.setViewportSize({ width: 640, height: 420 });
  const last = order(UNFOLDED).at(-1) ?? -1;
  const at = MODEL.containers[last]?.whole.at.start ?? -1;
  // An editor beside the page has the focus.
  await page.evaluate(() => Object.assign(document, { hasFocus: () => false }));
  await page.evaluate((message) => window.postMessage(message, "*"), {
    type: "cursor",
    card: last,
    places: [at],
  } satisfies ToPage);
  await page.locator(`[data-card="${last}"].here`).waitFor();
  equal(await page.locator(`[data-part="${last}/container"].here`).count(), 1);
  const distances = () =>
    page.evaluate((card) => {
      const own = document.querySelector(`[data-part="${card}/container"]`)?.getBoundingClientRect();
      const view = document.getElementById("picture")?.getBoundingClientRect();
      return [(own?.top ?? -1) - (view?.top ?? 0), (view?.bottom ?? 0) - (own?.bottom ?? 1e9)];
    }, last);
  await until(distances, (found) => found.every((one) => one >= 0), "the container is out of sight");
  await page.close();
}

async function tableIsNarrow(context: BrowserContext, server: StaticServer): Promise<void> {
  const page = await open(context, server, THEMES[0]);
  await page.setViewportSize({ width: 480, height: 700 });
  await page.getByRole("button", { name: "Table", exact: true }).click();
  const widths = () =>
    page.evaluate(() => {
      const view = document.getElementById("table");
      return { whole: view?.scrollWidth, seen: view?.clientWidth, page: document.documentElement.clientWidth };
    });
  await until(widths, ({ whole, seen, page: own }) => own <= 480 && whole === seen, "the table is too wide");
  await page.close();
}

async function hundredAreShort(context: BrowserContext, server: StaticServer): Promise<void> {
  const page = await open(context, server, THEMES[0], USUAL, await hundred());
  await page.setViewportSize({ width: 900, height: 900 });
  await draw(page, 2, USUAL, await hundred());
  equal(await page.locator("[data-card]").count(), 100);
  const screens = () =>
    page.evaluate(() => {
      const view = document.getElementById("picture");
      return (view?.scrollHeight ?? 0) / (view?.clientHeight ?? 1);
    });
  await until(screens, (count) => count <= 5, "screens");
  await page.close();
}

/** A hundred services of which every tenth is badly isolated. */
function hundred(): Promise<MapModel> {
  const services = Array.from({ length: 100 }, (_, index) => {
    const more = index % 10 === 0 ? ", privileged: true" : index % 7 === 0 ? ", network_mode: host" : "";
    return `  service-${index}: {image: acme/service-${index}:1${more}}`;
  });
  return mapFrom({ "compose.yaml": `services:\n${services.join("\n")}\n` }, DEFAULT_ENGINE);
}

/** A stack as people run it at home: a proxy before the engine, a VPN that another is in, and what is on the host's network. */
const HOME = `services:
  traefik: {image: "traefik:v3.2", networks: [socket, web], ports: ["80:80", "443:443"]}
  socket-proxy: {image: "tecnativa/docker-socket-proxy:0.3", networks: [socket], volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]}
  watchtower: {image: "containrrr/watchtower:1.7", volumes: ["/var/run/docker.sock:/var/run/docker.sock"]}
  gluetun: {image: "qmcgaw/gluetun:v3", cap_add: [NET_ADMIN], devices: ["/dev/net/tun"]}
  torrent: {image: "lscr.io/linuxserver/qbittorrent:5.0.2", network_mode: "service:gluetun", volumes: ["/srv/media:/media"]}
  plex: {image: "plexinc/pms-docker:1.41", network_mode: host, volumes: ["/srv/media:/media:ro"]}
  nextcloud: {image: "nextcloud:30", networks: [web, data], secrets: [db-password], volumes: ["cloud:/var/www/html"]}
  db: {image: "postgres:16", networks: [data], secrets: [db-password], volumes: ["db:/var/lib/postgresql/data"]}
  backup: {image: "acme/backup:1", pid: "service:db", cap_add: [SYS_PTRACE], networks: [data], volumes: ["/srv/backup:/backup"]}
  grafana: {image: "grafana/grafana:11.3.0", networks: [web], user: "472", read_only: true, cap_drop: [ALL]}
networks: {socket: {internal: true}, web: {}, data: {internal: true}}
volumes: {cloud: {}, db: {}}
secrets: {db-password: {file: ./db-password}}
`;

async function takePictures(context: BrowserContext, server: StaticServer, images: string): Promise<void> {
  for (const theme of THEMES) {
    if (theme.picture === undefined) continue;
    const page = await open(context, server, theme);
    // High enough for the whole of it, so that the page's head and foot do not lie over it.
    await page.setViewportSize({ width: 1300, height: 2400 });
    await draw(page, 2);
    await page.locator("#picture svg").screenshot({ path: path.join(images, `${theme.picture}.png`), scale: "css" });
    await page.close();
  }
  const home = await mapFrom({ "compose.yaml": HOME }, DEFAULT_ENGINE);
  for (const theme of THEMES) {
    const name = theme.name.toLowerCase().replaceAll(" ", "-");
    const page = await open(context, server, theme, USUAL, home);
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      await draw(page, 2 + width, USUAL, home);
      await page.screenshot({ path: path.join(images, `map-${name}-${width}.png`), scale: "css" });
      const isShown = theme.name === "Dark Modern" && width === 860;
      if (isShown) await pictureForWalkthrough(page, images, "map", { x: 0, y: 0, width, height: width });
    }
    await page.close();
  }
}

/** Beside a file and alone, in windows of 1280 by 720 and of 1920 by 1080. */
const SIZES = [
  [560, 620],
  [860, 980],
  [1280, 620],
  [1920, 980],
] as const;

function equal(actual: unknown, expected: unknown): void {
  if (!Object.is(actual, expected)) throw new Error(`${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`);
}
